// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/retry_plan.h"

#include <gtest/gtest.h>

namespace joincast::headend {
namespace {

using namespace std::chrono_literals;

constexpr RetryPlan::Pauses kPauses = {.first = 500ms, .most = 60s, .settled = 30s};

TEST(RetryPlan, TriesEachUrlOnceBeforeItPauses) {
  RetryPlan plan(3, 1, kPauses, 1);
  EXPECT_EQ(plan.url(), 1u);
  RetryPlan::Attempt next = plan.after(0s);
  EXPECT_EQ(next.url, 2u);
  EXPECT_EQ(next.wait, 0s);
  next = plan.after(0s);
  EXPECT_EQ(next.url, 0u);
  EXPECT_FALSE(next.new_round);
  next = plan.after(0s);
  EXPECT_EQ(next.url, 1u);
  EXPECT_TRUE(next.new_round);
  EXPECT_GT(next.wait, 0s);
}

TEST(RetryPlan, DoublesItsPauseUpToTheMostWithinAQuarter) {
  RetryPlan plan(1, 0, kPauses, 1);
  Duration expected = 500ms;
  for (int round = 0; round < 12; ++round) {
    const Duration wait = plan.after(0s).wait;
    EXPECT_GE(wait, expected - expected / 4) << round;
    EXPECT_LE(wait, expected + expected / 4) << round;
    expected = std::min<Duration>(expected * 2, 60s);
  }
}

TEST(RetryPlan, JittersBySeed) {
  RetryPlan one(1, 0, kPauses, 1);
  RetryPlan other(1, 0, kPauses, 2);
  EXPECT_NE(one.after(0s).wait, other.after(0s).wait);
}

TEST(RetryPlan, ReturnsAtOnceToAUrlThatPlayedLongAndForgetsItsFailures) {
  RetryPlan plan(2, 0, kPauses, 1);
  for (int i = 0; i < 7; ++i) plan.after(0s);
  const std::size_t url = plan.url();
  const RetryPlan::Attempt next = plan.after(30s);
  EXPECT_EQ(next.url, url);
  EXPECT_EQ(next.wait, 0s);
  plan.after(0s);
  EXPECT_LE(plan.after(0s).wait, 625ms);
}

TEST(RetryPlan, PausesMoreAndMoreForAStationThatPlaysAMomentOnly) {
  RetryPlan plan(1, 0, kPauses, 1);
  const Duration first = plan.after(1s).wait;
  plan.after(1s);
  EXPECT_GT(plan.after(1s).wait, 2 * first);
}

TEST(RetryPlan, BeginsARoundWithTheUrlThatPlayedLast) {
  RetryPlan plan(3, 0, kPauses, 1);
  plan.after(0s);
  plan.after(1s);  // URL 1 played a moment
  const RetryPlan::Attempt next = plan.after(0s);
  EXPECT_TRUE(next.new_round);
  EXPECT_EQ(next.url, 1u);
}

TEST(RetryPlan, TakesAStartBeyondTheListForTheFirst) { EXPECT_EQ(RetryPlan(2, 4, kPauses, 1).url(), 0u); }

}  // namespace
}  // namespace joincast::headend
