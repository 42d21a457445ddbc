// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/control/station_finder.h"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <deque>

#include "tests/ui/station_samples.h"

namespace joincast::ui {
namespace {

class Finder : public testing::Test {
 protected:
  /// Does what was to be done elsewhere, in order.
  void work() {
    while (!works_.empty()) {
      const auto next = std::move(works_.front());
      works_.pop_front();
      if (const auto after = next()) after();
    }
  }

  StationQuery lookFor(const char* words) {
    StationQuery query;
    query.words = QString::fromUtf8(words);
    return query;
  }

  std::deque<std::function<std::function<void()>()>> works_;
  StationFinder finder_{[this](auto work) { works_.push_back(std::move(work)); }};
};

TEST_F(Finder, TellsWhatThereIs) {
  finder_.setGuide(tableOf({"One", "Two"}));
  EXPECT_EQ(finder_.view(), nullptr);
  work();
  EXPECT_EQ(namesIn(*finder_.view()), list({"One", "Two"}));
}

TEST_F(Finder, OfQueriesThatWaitTheNewestWins) {
  finder_.setGuide(tableOf({"One", "Two"}));
  work();
  QSignalSpy found(&finder_, &StationFinder::found);
  finder_.setQuery(lookFor("o"));
  finder_.setQuery(lookFor("on"));
  finder_.setQuery(lookFor("tw"));
  work();
  EXPECT_EQ(found.size(), 1);
  EXPECT_EQ(namesIn(*finder_.view()), list({"Two"}));
}

TEST_F(Finder, AGuideThatComesWhileOneIsLookedThroughIsNotLost) {
  finder_.setGuide(tableOf({"One"}));
  finder_.setGuide(tableOf({"One", "Two"}));
  work();
  EXPECT_EQ(namesIn(*finder_.view()), list({"One", "Two"}));
}

TEST_F(Finder, ATableThatNobodyAskedAboutEndsElsewhereToo) {
  StationTablePtr table = tableOf({"One"});
  const std::weak_ptr<const StationTable> watched = table;
  finder_.setGuide(std::move(table));
  finder_.setGuide(tableOf({"Two"}));
  EXPECT_FALSE(watched.expired());
  work();
  EXPECT_TRUE(watched.expired());
}

TEST_F(Finder, AnswersThatComeTooLateAreNobodys) {
  auto finder = std::make_unique<StationFinder>([this](auto work) { works_.push_back(std::move(work)); });
  finder->setGuide(tableOf({"One"}));
  finder.reset();
  work();
  EXPECT_TRUE(works_.empty());
}

}  // namespace
}  // namespace joincast::ui
