// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/appearance.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <algorithm>
#include <cmath>

namespace joincast::ui {
namespace {

double linear(double part) { return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4); }

/// WCAG 2.1: relative luminance, and from it the ratio of two colours.
double luminance(const QColor& c) {
  return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}
double ratio(const QColor& a, const QColor& b) {
  const double x = luminance(a), y = luminance(b);
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

double leastRatio(const QPalette& palette) {
  return std::min({ratio(palette.color(QPalette::WindowText), palette.color(QPalette::Window)),
                   ratio(palette.color(QPalette::Text), palette.color(QPalette::Base)),
                   ratio(palette.color(QPalette::ButtonText), palette.color(QPalette::Button)),
                   ratio(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)),
                   ratio(palette.color(QPalette::Link), palette.color(QPalette::Base))});
}

class Look : public testing::Test {
 protected:
  void SetUp() override { QApplication::setPalette(Appearance::lightPalette()); }
  static bool is(const QPalette& palette) {
    return QApplication::palette().color(QPalette::Base) == palette.color(QPalette::Base) &&
           QApplication::palette().color(QPalette::Highlight) == palette.color(QPalette::Highlight);
  }
};

TEST_F(Look, CanBeRead) {
  EXPECT_GE(leastRatio(Appearance::lightPalette()), 4.5) << "WCAG level AA";
  EXPECT_GE(leastRatio(Appearance::darkPalette()), 4.5);
  const QPalette contrast = Appearance::contrastPalette();
  EXPECT_GE(leastRatio(contrast), 7) << "WCAG level AAA";
  EXPECT_GE(ratio(contrast.color(QPalette::PlaceholderText), contrast.color(QPalette::Base)), 7);
  EXPECT_GE(ratio(contrast.color(QPalette::Disabled, QPalette::Text), contrast.color(QPalette::Base)), 7);
}

TEST_F(Look, FollowsTheDesktopUntilAPersonChooses) {
  Appearance appearance;
  appearance.handlePreference(1);
  EXPECT_TRUE(is(Appearance::darkPalette()));
  appearance.handleContrast(1);
  EXPECT_TRUE(is(Appearance::contrastPalette()));
  appearance.setScheme(Scheme::dark);
  EXPECT_TRUE(is(Appearance::darkPalette()));
  appearance.setScheme(Scheme::contrast);
  EXPECT_TRUE(is(Appearance::contrastPalette()));
  appearance.setScheme(Scheme::system);
  appearance.handleContrast(0);
  appearance.handlePreference(0);
  EXPECT_TRUE(is(Appearance::lightPalette()));
}

TEST_F(Look, LeavesADesktopWithAPaletteOfItsOwnAlone) {
  QApplication::setPalette(Appearance::darkPalette());
  Appearance appearance;
  appearance.handleContrast(1);
  EXPECT_TRUE(is(Appearance::darkPalette()));
}

}  // namespace
}  // namespace joincast::ui
