// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/icons.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QImage>
#include <QPalette>

namespace joincast::ui {
namespace {

/// The colour of what is drawn at all, and how much of the picture that is.
struct Drawn {
  QColor ink;
  double part = 0;
};

Drawn drawn(const QIcon& icon, QIcon::Mode mode = QIcon::Normal) {
  const QImage image = icon.pixmap(QSize(48, 48), 1.0, mode).toImage().convertToFormat(QImage::Format_ARGB32);
  Drawn drawn;
  int count = 0;
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x)
      if (image.pixelColor(x, y).alpha() > 250) drawn.ink = image.pixelColor(x, y), ++count;
  drawn.part = static_cast<double>(count) / (48.0 * 48.0);
  return drawn;
}

TEST(Icons, AreAllThereAndNoneIsEmptyOrABlot) {
  EXPECT_GE(iconNames().size(), 30);
  for (const QString& name : iconNames()) {
    if (name == QStringLiteral("state-silent")) continue;  // that is meant to be faint
    EXPECT_GT(drawn(icon(name)).part, 0.01) << name.toStdString();
    EXPECT_LT(drawn(icon(name)).part, 0.6) << name.toStdString();
  }
}

TEST(Icons, FollowThePalette) {
  const QPalette before = QApplication::palette();
  const QIcon play = icon("play");
  for (const QColor& ink : {QColor(Qt::white), QColor(Qt::darkRed)}) {
    QPalette palette = before;
    palette.setColor(QPalette::WindowText, ink);
    QApplication::setPalette(palette);
    EXPECT_EQ(drawn(play).ink.rgb(), ink.rgb());
  }
  QApplication::setPalette(before);
}

TEST(Icons, AreAsLargeAsTheScreensScaleWantsThem) {
  EXPECT_EQ(icon("why").pixmap(QSize(16, 16), 2.0).size(), QSize(32, 32));
  EXPECT_EQ(icon("why").pixmap(QSize(24, 24), 1.0).size(), QSize(24, 24));
}

TEST(Icons, OfAnUnknownNameAreEmpty) { EXPECT_TRUE(icon("no such picture").isNull()); }

}  // namespace
}  // namespace joincast::ui
