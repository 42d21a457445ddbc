// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/signal_page.h"

#include <gtest/gtest.h>

#include <QLabel>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTreeView>
#include <algorithm>

#include "tests/ui/signal_rig.h"
#include "ui/view/copy_view.h"
#include "ui/view/signal_plot.h"

namespace joincast::ui {
namespace {

/// What is to be read where the contents of each tab would be; empty: the contents are there.
QStringList wordsInPlaceOfTabs(const SignalPage& page) {
  QStringList words;
  const auto* const tabs = page.findChild<QTabWidget*>();
  for (int tab = 0; tab < tabs->count(); ++tab) {
    const auto* const stack = qobject_cast<QStackedWidget*>(tabs->widget(tab));
    const auto* const label = qobject_cast<QLabel*>(stack->currentWidget());
    words += label ? label->text() : QString();
  }
  return words;
}

TEST(SignalPage, SaysInEachPlaceWhyThereIsNothing) {
  SignalRig rig;
  const SignalPage page(rig.signal);
  for (const QString& words : wordsInPlaceOfTabs(page)) EXPECT_TRUE(words.startsWith(QStringLiteral("Nothing plays")));
}

TEST(SignalPage, ShowsItsInstrumentsWhenAServiceIsJoined) {
  SignalRig rig;
  const SignalPage page(rig.signal);
  rig.ask();
  const QStringList words = wordsInPlaceOfTabs(page);
  EXPECT_TRUE(words[0].isEmpty());
  EXPECT_TRUE(words[1].startsWith(QStringLiteral("No announcement")));
  rig.tell(described());
  EXPECT_TRUE(wordsInPlaceOfTabs(page)[1].isEmpty());
}

TEST(SignalPage, OffersOnlyWhatCanBeDone) {
  SignalRig rig;
  SignalPage page(rig.signal);
  EXPECT_FALSE(page.copyUri().isEnabled());
  EXPECT_FALSE(page.copyDescription().isEnabled());
  EXPECT_FALSE(page.copyReport().isEnabled());
  EXPECT_TRUE(page.why().isEnabled());
  rig.ask();
  EXPECT_TRUE(page.copyUri().isEnabled());
  EXPECT_FALSE(page.saveDescription().isEnabled());
  rig.tell(described());
  EXPECT_TRUE(page.saveDescription().isEnabled());
}

TEST(SignalPlot, TellsItsNumbersToThoseWhoCannotSeeIt) {
  SignalRig rig;
  rig.ask();
  rig.play(10s);
  SignalPlot plot(Metric::bitrate);
  plot.show(rig.signal.history(), 1min, rig.signal.now());
  bool told = false;
  for (const QWidget* child : plot.findChildren<QWidget*>())
    told =
        told || child->accessibleDescription() == QStringLiteral("now 128 kbit/s, mean 128 kbit/s, worst 128 kbit/s");
  EXPECT_TRUE(told);
}

TEST(SignalPlot, EndsItsAxisAtARoundNumberAboveTheLine) {
  EXPECT_DOUBLE_EQ(roundTop(0, 1), 2);
  EXPECT_DOUBLE_EQ(roundTop(128, 50), 200);
  EXPECT_DOUBLE_EQ(roundTop(320, 50), 400);
  EXPECT_DOUBLE_EQ(roundTop(1'411, 50), 2'000);
  for (double most = 0.1; most < 1e6; most *= 1.7) EXPECT_GE(roundTop(most, 0.1), most);
}

TEST(CopyView, GivesRowsWithTabsBetweenTheirColumns) {
  SignalRig rig;
  const SignalPage page(rig.signal);
  rig.ask();
  rig.tell(described());
  const QList<CopyView*> views = page.findChildren<CopyView*>();
  const auto view = std::ranges::find(views, QStringLiteral("Session description"), &CopyView::accessibleName);
  ASSERT_NE(view, views.end());
  EXPECT_TRUE((*view)->selectedText().startsWith(QStringLiteral("1\tv=0\n2\to=- 1 1 IN IP6")));
}

}  // namespace
}  // namespace joincast::ui
