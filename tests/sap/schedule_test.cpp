// SPDX-License-Identifier: LGPL-2.1-or-later
#include "sap/schedule.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace joincast::sap {
namespace {

using namespace std::chrono_literals;

const TimePoint kStart = TimePoint{} + 1h;

TEST(SapSchedule, AnnouncesAtOnceAndThenAroundItsInterval) {
  Schedule schedule({}, 1, kStart);
  EXPECT_FALSE(schedule.handle_deadline(kStart - 1ns));
  EXPECT_TRUE(schedule.handle_deadline(kStart));
  EXPECT_FALSE(schedule.handle_deadline(kStart));
  Duration shortest = 1h, longest = 0h, sum = 0h;
  TimePoint now = kStart;
  for (int i = 0; i < 1'000; ++i) {
    const Duration wait = schedule.deadline() - now;
    shortest = std::min(shortest, wait);
    longest = std::max(longest, wait);
    sum += wait;
    now = schedule.deadline();
    EXPECT_TRUE(schedule.handle_deadline(now));
  }
  EXPECT_GE(shortest, 200s);
  EXPECT_LE(shortest, 205s);
  EXPECT_LE(longest, 400s);
  EXPECT_GE(longest, 395s);
  EXPECT_NEAR(static_cast<double>(sum.count()), 300e12, 10e12);
}

TEST(SapSchedule, SharesTheBandwidthOfTheGroup) {
  Schedule schedule({.limit_bps = 4'000, .min_interval = 30s}, 1, kStart);
  schedule.set_load(10, 500);
  EXPECT_EQ(schedule.interval(), 30s);  // 8 * 10 * 500 / 4000 = 10 s
  schedule.set_load(1'000, 500);
  EXPECT_EQ(schedule.interval(), 1'000s);
}

TEST(SapSchedule, ReconsidersWhenTheGroupGrowsOrShrinks) {
  Schedule schedule({.limit_bps = 4'000, .min_interval = 30s}, 7, kStart);
  schedule.set_load(1'000, 500);
  EXPECT_TRUE(schedule.handle_deadline(kStart));
  const Duration slow = schedule.deadline() - kStart;
  schedule.set_load(2'000, 500);
  EXPECT_EQ((schedule.deadline() - kStart) / 1ms, 2 * slow / 1ms);
  schedule.set_load(1'000, 500);
  EXPECT_EQ(schedule.deadline() - kStart, slow);
}

TEST(SapSchedule, AnnouncesAChangeAtOnce) {
  Schedule schedule({}, 1, kStart);
  EXPECT_TRUE(schedule.handle_deadline(kStart));
  schedule.announce_at_once(kStart + 1s);
  EXPECT_EQ(schedule.deadline(), kStart + 1s);
  EXPECT_TRUE(schedule.handle_deadline(kStart + 1s));
  EXPECT_GE(schedule.deadline(), kStart + 201s);
}

TEST(SapSchedule, SurvivesAbsurdLoads) {
  Schedule schedule({.limit_bps = 1}, 1, kStart);
  schedule.set_load(static_cast<std::size_t>(-1), static_cast<std::size_t>(-1));
  EXPECT_EQ(schedule.interval(), 30 * 24h);
}

TEST(GroupSchedule, IsSilentUntilTriggered) {
  GroupSchedule schedule({}, 1);
  EXPECT_EQ(schedule.deadline(), kNever);
  EXPECT_FALSE(schedule.handle_deadline(kStart));
}

TEST(GroupSchedule, AnswersTheFirstMemberAtOnceAndCoalescesTheOthers) {
  GroupSchedule schedule({}, 1);
  schedule.trigger(kStart);
  EXPECT_TRUE(schedule.handle_deadline(kStart));
  schedule.trigger(kStart + 50ms);
  schedule.trigger(kStart + 150ms);
  EXPECT_EQ(schedule.deadline(), kStart + 200ms);
  EXPECT_FALSE(schedule.handle_deadline(kStart + 199ms));
  EXPECT_TRUE(schedule.handle_deadline(kStart + 200ms));
  EXPECT_GE(schedule.deadline(), kStart + 1'200ms);
}

TEST(GroupSchedule, RepeatsEverySecondOrTwo) {
  GroupSchedule schedule({}, 1);
  schedule.trigger(kStart);
  TimePoint now = kStart;
  ASSERT_TRUE(schedule.handle_deadline(now));
  for (int i = 0; i < 1'000; ++i) {
    const Duration wait = schedule.deadline() - now;
    ASSERT_GE(wait, 1s);
    ASSERT_LE(wait, 2s);
    now = schedule.deadline();
    ASSERT_TRUE(schedule.handle_deadline(now));
  }
}

TEST(GroupSchedule, StopsWithTheLastMember) {
  GroupSchedule schedule({}, 1);
  schedule.trigger(kStart);
  schedule.stop();
  EXPECT_EQ(schedule.deadline(), kNever);
  schedule.trigger(kStart + 1s);
  EXPECT_EQ(schedule.deadline(), kStart + 1s);
}

}  // namespace
}  // namespace joincast::sap
