// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtcp/sender_clock.h"

#include <gtest/gtest.h>

namespace joincast::rtcp {
namespace {

using namespace std::chrono_literals;

constexpr TimePoint kMono{1h};
constexpr WallTime kWall{std::chrono::seconds(1'800'000'000)};

SenderInfo at(Duration since, std::uint32_t rtp) { return {to_ntp(kWall + since), rtp, 0, 0}; }

Duration error(WallTime a, WallTime b) { return a > b ? a - b : b - a; }

TEST(SenderClock, KnowsNothingBeforeAReport) {
  SenderClock clock(90'000);
  EXPECT_FALSE(clock.ready());
  EXPECT_EQ(clock.wall_of(5), std::nullopt);
  EXPECT_FALSE(clock.accept({NtpTime{}, 5, 0, 0}, kMono));  // a sender without a clock
  EXPECT_FALSE(clock.ready());
}

TEST(SenderClock, MapsForwardsBackwardsAndAcrossTheWrap) {
  SenderClock clock(90'000);
  ASSERT_TRUE(clock.accept(at(0s, 0xffff'ff00), kMono));
  EXPECT_LT(error(*clock.wall_of(0xffff'ff00 + 90'000), kWall + 1s), 1us);
  EXPECT_LT(error(*clock.wall_of(0xffff'ff00 - 45'000), kWall - 500ms), 1us);
}

TEST(SenderClock, TakesTheLeastTransit) {
  SenderClock clock(90'000);
  clock.accept(at(0s, 0), kMono + 30ms);
  clock.accept(at(5s, 450'000), kMono + 5s + 4ms);
  clock.accept(at(10s, 900'000), kMono + 10s + 90ms);
  const Duration off = *clock.mono_of(900'000) - (kMono + 10s + 4ms);
  EXPECT_LT(off < 0ns ? -off : off, 1us);
}

TEST(SenderClock, IgnoresASingleWrongReport) {
  SenderClock clock(90'000);
  clock.accept(at(0s, 0), kMono);
  EXPECT_FALSE(clock.accept(at(5s, 123'456'789), kMono + 5s));
  EXPECT_TRUE(clock.accept(at(10s, 900'000), kMono + 10s));
  EXPECT_EQ(clock.outliers(), 1u);
  EXPECT_LT(error(*clock.wall_of(900'000), kWall + 10s), 1us);
}

TEST(SenderClock, FollowsAStepAtTheSecondReport) {
  SenderClock clock(90'000);
  clock.accept(at(0s, 0), kMono);
  EXPECT_FALSE(clock.accept(at(-60s, 450'000), kMono + 5s));
  EXPECT_TRUE(clock.accept(at(-55s, 900'000), kMono + 10s));
  EXPECT_LT(error(*clock.wall_of(900'000), kWall - 55s), 1us);
}

TEST(SenderClock, IgnoresWhatComesLate) {
  SenderClock clock(90'000);
  clock.accept(at(5s, 450'000), kMono + 5s);
  EXPECT_FALSE(clock.accept(at(0s, 0), kMono + 6s));
  EXPECT_EQ(clock.outliers(), 0u);
}

TEST(SenderClock, MeasuresTheSlewedRate) {
  SenderClock clock(90'000);
  clock.accept(at(0s, 0), kMono);
  clock.accept(at(10s, 904'500), kMono + 10s);  // half a percent fast
  EXPECT_NEAR(clock.measured_rate_hz(), 90'450, 1);
}

}  // namespace
}  // namespace joincast::rtcp
