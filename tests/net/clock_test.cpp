// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/clock.h"

#include <gtest/gtest.h>

namespace joincast::net {
namespace {

using namespace std::chrono_literals;

constexpr TimePoint kMono{1'000s};
constexpr WallTime kWall{1'800'000'000s};

constexpr Now at(Duration since, Duration step = 0ns) { return {kMono + since, kWall + since + step}; }

TEST(ArrivalClock, AnswersMonoNowLessTheAgeOfTheStamp) {
  ArrivalClock clock;
  clock.begin_batch(at(10ms));
  EXPECT_EQ(clock.arrival(kWall + 3ms), kMono + 3ms);
  EXPECT_EQ(clock.arrival(kWall + 4ms), kMono + 4ms);
}

TEST(ArrivalClock, AnswersNowWithoutAStamp) {
  ArrivalClock clock;
  clock.begin_batch(at(10ms));
  EXPECT_EQ(clock.arrival(std::nullopt), kMono + 10ms);
}

TEST(ArrivalClock, NeverAnswersTheFuture) {
  ArrivalClock clock;
  clock.begin_batch(at(10ms));
  EXPECT_EQ(clock.arrival(kWall + 11ms), kMono + 10ms);
}

TEST(ArrivalClock, NeverAnswersLongerAgoThanItsLimit) {
  ArrivalClock clock{500ms};
  clock.begin_batch(at(10s));
  EXPECT_EQ(clock.arrival(kWall + 1s), kMono + 9'500ms);
}

TEST(ArrivalClock, NeverAnswersBeforeThePacketBefore) {
  ArrivalClock clock;
  clock.begin_batch(at(10ms));
  EXPECT_EQ(clock.arrival(kWall + 5ms), kMono + 5ms);
  EXPECT_EQ(clock.arrival(kWall + 4ms), kMono + 5ms);
}

TEST(ArrivalClock, ReadsStampsTakenBeforeTheClockWasSetForward) {
  ArrivalClock clock;
  clock.begin_batch(at(0ms));
  EXPECT_EQ(clock.arrival(kWall), kMono);
  clock.begin_batch(at(40ms, 1h));  // stepped between the two packets of this batch
  EXPECT_EQ(clock.arrival(kWall + 20ms), kMono + 20ms);
  EXPECT_EQ(clock.arrival(kWall + 30ms + 1h), kMono + 30ms);
  EXPECT_EQ(clock.steps(), 1u);
}

TEST(ArrivalClock, ReadsStampsTakenBeforeTheClockWasSetBack) {
  ArrivalClock clock;
  clock.begin_batch(at(0ms));
  EXPECT_EQ(clock.arrival(kWall), kMono);
  clock.begin_batch(at(40ms, -50ms));
  EXPECT_EQ(clock.arrival(kWall + 20ms), kMono + 20ms);
  EXPECT_EQ(clock.arrival(kWall + 30ms - 50ms), kMono + 30ms);
}

TEST(ArrivalClock, IsRightAgainAfterAStep) {
  ArrivalClock clock;
  clock.begin_batch(at(0ms));
  clock.begin_batch(at(40ms, 1h));
  clock.begin_batch(at(10s, 1h));
  EXPECT_EQ(clock.arrival(kWall + 1h + 9'999ms), kMono + 9'999ms);
  EXPECT_EQ(clock.steps(), 1u);
}

TEST(ArrivalClock, TakesSlewingForNoStep) {
  ArrivalClock clock;
  clock.begin_batch(at(0ms));
  for (int second = 1; second <= 60; ++second) clock.begin_batch(at(second * 1s, second * 500us));
  EXPECT_EQ(clock.steps(), 0u);
}

TEST(SystemClock, GoesForward) {
  const SystemClock clock;
  const Now first = clock.now();
  const Now second = clock.now();
  EXPECT_LE(first.mono, second.mono);
  EXPECT_GT(first.wall.time_since_epoch(), 24h * 365 * 50);
}

}  // namespace
}  // namespace joincast::net
