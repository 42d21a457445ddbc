// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/control/sleep_timer.h"

#include <gtest/gtest.h>

#include <QSignalSpy>

namespace joincast::ui {
namespace {

using namespace std::chrono_literals;

class Sleep : public testing::Test {
 protected:
  SleepTimer timer_;
  QSignalSpy stopped_{&timer_, &SleepTimer::stopWished};
  QSignalSpy faded_{&timer_, &SleepTimer::fadeWished};
  const SleepTimer::Clock::time_point start_{};

  double fade() const { return faded_.last().first().toDouble(); }
};

TEST_F(Sleep, StopsAfterItsTimeAndNotBefore) {
  timer_.start(15min, start_);
  timer_.handleTime(start_ + 14min + 59s);
  EXPECT_EQ(stopped_.count(), 0);
  timer_.handleTime(start_ + 15min);
  EXPECT_EQ(stopped_.count(), 1);
  EXPECT_EQ(timer_.until(), SleepTimer::Until::off);
  timer_.handleTime(start_ + 16min);
  EXPECT_EQ(stopped_.count(), 1);
}

TEST_F(Sleep, TellsHowLongItIsStill) {
  EXPECT_FALSE(timer_.remaining(start_));
  timer_.start(30min, start_);
  EXPECT_EQ(timer_.remaining(start_ + 10min + 500ms), 20min);
}

TEST_F(Sleep, FadesTheLastTenSecondsAndIsLoudAgainAfterwards) {
  timer_.start(15min, start_);
  timer_.handleTime(start_ + 14min);
  EXPECT_EQ(fade(), 1);
  timer_.handleTime(start_ + 15min - 5s);
  EXPECT_DOUBLE_EQ(fade(), 0.5);
  timer_.handleTime(start_ + 15min);
  EXPECT_EQ(fade(), 1);
}

TEST_F(Sleep, CanWaitForTheEndOfTheSong) {
  timer_.startAtSongEnd();
  timer_.handleTime(start_ + 24h);
  EXPECT_EQ(stopped_.count(), 0);
  timer_.handleTitleChanged();
  EXPECT_EQ(stopped_.count(), 1);
}

TEST_F(Sleep, IsOverWhenSomebodyStopsOrCancels) {
  timer_.start(15min, start_);
  timer_.handleTime(start_ + 15min - 2s);
  timer_.handleStopped();
  EXPECT_EQ(timer_.until(), SleepTimer::Until::off);
  EXPECT_EQ(fade(), 1);
  EXPECT_EQ(stopped_.count(), 0);
}

}  // namespace
}  // namespace joincast::ui
