// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtp/arrival_delay.h"

#include <gtest/gtest.h>

namespace joincast::rtp {
namespace {

using namespace std::chrono_literals;

constexpr TimePoint kStart{1h};

struct Stream {
  ArrivalDelay delay;

  Stream() { delay.set_clock_rate(48'000); }
  void take(std::int64_t n, Duration late = {}) { delay.update(n * 960, kStart + n * 20ms + late); }
};

TEST(ArrivalDelay, NeedsNothingOnAQuietNetwork) {
  Stream stream;
  for (int n = 0; n < 100; ++n) stream.take(n);
  EXPECT_EQ(stream.delay.needed(), 0ns);
}

TEST(ArrivalDelay, GrowsAtOnce) {
  Stream stream;
  stream.take(0);
  stream.take(1, 80ms);
  EXPECT_NEAR(static_cast<double>(stream.delay.needed().count()), 80e6, 1e5);
}

TEST(ArrivalDelay, MeasuresFromTheQuickestPacket) {
  Stream stream;
  stream.take(0, 100ms);  // start repeats come late
  stream.take(1);
  EXPECT_EQ(stream.delay.needed(), 0ns);
  stream.take(2, 30ms);
  EXPECT_NEAR(static_cast<double>(stream.delay.needed().count()), 30e6, 1e5);
}

TEST(ArrivalDelay, ShrinksSlowly) {
  Stream stream;
  stream.take(0);
  stream.take(1, 80ms);
  int n = 2;
  for (; n < 500; ++n) stream.take(n);
  EXPECT_GT(stream.delay.needed(), 60ms);
  for (; n < 15'000; ++n) stream.take(n);
  EXPECT_LT(stream.delay.needed(), 1ms);
}

TEST(ArrivalDelay, FollowsADriftingClock) {
  Stream stream;
  for (int n = 0; n < 180'000; ++n) stream.take(n, n * 4us);  // an hour, 200 ppm slow
  EXPECT_LT(stream.delay.needed(), 2ms);
}

TEST(ArrivalDelay, TakesAJumpForAGapOfTheMedia) {
  Stream stream;
  stream.take(0);
  stream.take(1, 10s);
  stream.take(2, 10s);
  EXPECT_EQ(stream.delay.needed(), 0ns);
}

TEST(ArrivalDelay, MeasuresNothingWithoutAClock) {
  ArrivalDelay delay;
  delay.update(0, kStart);
  delay.update(960, kStart + 1s);
  EXPECT_EQ(delay.needed(), 0ns);
}

}  // namespace
}  // namespace joincast::rtp
