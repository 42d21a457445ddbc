// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/station_tile.h"

#include <QPainter>
#include <QPainterPath>

#include "ui/view/icons.h"

namespace joincast::ui {
namespace {

constexpr double kRound = 0.16;   // of the side
constexpr double kLetter = 0.52;  // of the side

/// The letter or figure that the name begins with.
QString letterOf(const QString& name) {
  for (const QChar letter : name)
    if (letter.isLetterOrNumber()) return letter.toUpper();
  return name.left(1);
}

/// qHash() is another one in each run.
int hueOf(const QString& name) {
  unsigned sum = 7;
  for (const QChar letter : name) sum = sum * 31 + letter.unicode();
  return static_cast<int>(sum % 360);
}

}  // namespace

StationTile::StationTile(QWidget* parent) : QWidget(parent) {
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  setAttribute(Qt::WA_TransparentForMouseEvents);
}

void StationTile::setName(const QString& name) {
  name_ = name;
  update();
}

QSize StationTile::sizeHint() const {
  const int side = fontMetrics().height() * 3;
  return {side, side};
}

void StationTile::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const int side = std::min(width(), height());
  const QRectF area((width() - side) / 2.0, (height() - side) / 2.0, side, side);
  QPainterPath shape;
  shape.addRoundedRect(area, side * kRound, side * kRound);
  if (name_.isEmpty()) {
    painter.fillPath(shape, palette().color(QPalette::Midlight));
    const int inner = side / 2;
    icon("radio").paint(&painter,
                        QRect(0, 0, inner, inner).translated(area.center().toPoint() - QPoint(inner, inner) / 2),
                        Qt::AlignCenter, QIcon::Disabled);
    return;
  }
  // White letters stand out from it by 4.5 to 1 or more, whatever the hue.
  painter.fillPath(shape, QColor::fromHsl(hueOf(name_), 110, 85));
  QFont font = painter.font();
  font.setPixelSize(static_cast<int>(side * kLetter));
  font.setBold(true);
  painter.setFont(font);
  painter.setPen(Qt::white);
  painter.drawText(area, Qt::AlignCenter, letterOf(name_));
}

}  // namespace joincast::ui
