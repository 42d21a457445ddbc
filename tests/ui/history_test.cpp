// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/model/history.h"

#include <gtest/gtest.h>

#include "tests/ui/station_samples.h"

namespace joincast::ui {
namespace {

QDateTime at(qint64 seconds) { return QDateTime::fromSecsSinceEpoch(1'763'737'200 + seconds, Qt::UTC); }
const Station kOne = stationNamed(QStringLiteral("One"));
const Station kTwo = stationNamed(QStringLiteral("Two"));

TEST(History, KeepsWhatWasPlayedWhenAndHowLong) {
  History history;
  EXPECT_FALSE(history.last());
  history.began(kOne, at(0));
  history.ended(at(90));
  history.began(kTwo, at(100));
  ASSERT_EQ(history.entries().size(), 2u);
  EXPECT_EQ(history.last()->name, QStringLiteral("Two"));
  EXPECT_EQ(history.entries()[1].began, at(0));
  EXPECT_EQ(history.entries()[1].heard, std::chrono::seconds(90));
}

TEST(History, WhatPlaysOnIsOneTime) {
  History history;
  history.began(kOne, at(0));
  history.began(kOne, at(5));
  EXPECT_EQ(history.entries().size(), 1u);
  history.began(kTwo, at(10));
  EXPECT_EQ(history.entries()[1].heard, std::chrono::seconds(10));
}

TEST(History, WhatIsRecognisedWhileItPlaysIsTheSameTime) {
  History history;
  Station byNumber = kOne;
  byNumber.key = QStringLiteral("reference 8000:0001");
  byNumber.name = QStringLiteral("8000:0001");
  history.began(byNumber, at(0));
  history.recognised(kOne);
  history.began(kOne, at(5));
  ASSERT_EQ(history.entries().size(), 1u);
  EXPECT_EQ(history.last()->name, QStringLiteral("One"));
  history.ended(at(9));
  history.recognised(kTwo);
  EXPECT_EQ(history.last()->name, QStringLiteral("One"));
}

TEST(History, ForgetsTheOldestBeyondItsLimit) {
  History history;
  for (int i = 0; i < 1'002; ++i) {
    history.began(kOne, at(i));
    history.ended(at(i));
  }
  ASSERT_EQ(history.entries().size(), History::kMost);
  EXPECT_EQ(history.entries().back().began, at(2));
}

TEST(History, ComesBackAsItWasWritten) {
  History history;
  history.began(kOne, at(0));
  history.ended(at(90));
  EXPECT_EQ(History::fromJson(History::toJson(history.entries())), history.entries());
}

TEST(History, WhatARunBeforeLeftIsBehind) {
  History history, before;
  before.began(kOne, at(0));
  history.began(kTwo, at(100));
  history.restore(before.entries());
  EXPECT_EQ(history.last()->name, QStringLiteral("Two"));
  EXPECT_EQ(history.entries().size(), 2u);
}

TEST(History, LeavesOutWhatIsNoEntry) {
  EXPECT_TRUE(History::fromJson("no json").empty());
  EXPECT_TRUE(History::fromJson(R"([1, {"key": "k", "reference": "8000:0001", "began": "yesterday"}])").empty());
  const auto entries =
      History::fromJson(R"([{"key": "k", "reference": "8000:0001", "began": "2025-11-21T15:00:00Z", "seconds": -5}])");
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].heard, std::chrono::seconds(0));
  EXPECT_EQ(entries[0].station.name, QStringLiteral("8000:0001"));
}

TEST(History, IsClearedWhileSomethingPlays) {
  History history;
  history.began(kOne, at(0));
  history.clear();
  history.ended(at(5));
  EXPECT_TRUE(history.entries().empty());
}

}  // namespace
}  // namespace joincast::ui
