// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/rate_meter.h"

#include <gtest/gtest.h>

namespace joincast::headend {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Duration kFrame = milliseconds(20);

/// `time` of packets at a rate; how often the meter took another one.
int play(RateMeter& meter, std::size_t bps, Duration time) {
  int changes = 0;
  for (Duration played{}; played < time; played += kFrame) changes += meter.count(bps / 8 / 50, kFrame) ? 1 : 0;
  return changes;
}

TEST(RateMeter, TakesTheFirstTwoSecondsOfMedia) {
  RateMeter meter(128'000);
  EXPECT_EQ(play(meter, 320'000, seconds(2) - kFrame), 0);
  EXPECT_EQ(meter.bps(), 128'000u);
  EXPECT_EQ(play(meter, 320'000, kFrame), 1);
  EXPECT_EQ(meter.bps(), 320'000u);
}

TEST(RateMeter, KeepsARateThatIsWithinAQuarter) {
  RateMeter meter(128'000);
  EXPECT_EQ(play(meter, 160'000, seconds(60)), 0);
  EXPECT_EQ(play(meter, 96'000, seconds(60)), 0);
  EXPECT_EQ(meter.bps(), 128'000u);
}

TEST(RateMeter, TakesARateJustBeyondAQuarter) {
  RateMeter more(128'000);
  EXPECT_EQ(play(more, 160'400, seconds(2)), 1);
  RateMeter less(128'000);
  EXPECT_EQ(play(less, 95'600, seconds(2)), 1);
}

TEST(RateMeter, FollowsAnotherRateOnlyWhenItLasts) {
  RateMeter meter(128'000);
  play(meter, 128'000, seconds(2));
  EXPECT_EQ(play(meter, 48'000, seconds(8)), 0);
  EXPECT_EQ(play(meter, 128'000, seconds(2)), 0);
  EXPECT_EQ(play(meter, 48'000, seconds(8)), 0);
  EXPECT_EQ(play(meter, 48'000, seconds(2)), 1);
  EXPECT_EQ(meter.bps(), 48'000u);
}

TEST(RateMeter, StaysWhereTheRateSwingsAroundIt) {
  RateMeter meter(128'000);
  play(meter, 128'000, seconds(2));
  for (int i = 0; i < 30; ++i) EXPECT_EQ(play(meter, i % 2 == 0 ? 80'000 : 176'000, seconds(2)), 0);
}

TEST(RateMeter, MeasuresAnotherFormatAtOnce) {
  RateMeter meter(128'000);
  play(meter, 128'000, seconds(10));
  meter.begin_format(0);
  EXPECT_EQ(meter.bps(), 128'000u);
  EXPECT_EQ(play(meter, 48'000, seconds(2)), 1);
  EXPECT_EQ(meter.bps(), 48'000u);
}

TEST(RateMeter, TakesWhatIsExpectedUntilItHasMeasured) {
  RateMeter meter(128'000);
  meter.begin_format(320'000);
  EXPECT_EQ(meter.bps(), 320'000u);
  EXPECT_EQ(play(meter, 48'000, seconds(2)), 1);
  EXPECT_EQ(meter.bps(), 48'000u);
}

TEST(ExpectedRate, OfPcmIsKnown) {
  const auto format = payload::pcm_format(payload::Codec::l16, 48'000, 2);
  EXPECT_EQ(expected_rate(format, 0, 1, 1328), 1'536'000u + 144 * 8 * 60);  // 144 full packets a second
  EXPECT_EQ(expected_rate(payload::pcm_format(payload::Codec::l16, 4'000, 1), 5, 1, 1328), 64'000u + 50 * 8 * 60);
  EXPECT_EQ(expected_rate(payload::pcm_format(payload::Codec::l24, 4'000, 1), 5, 1, 1328), 96'000u + 50 * 8 * 60);
}

TEST(ExpectedRate, OfOthersIsWhatTheStationDeclaresAndTheHeaders) {
  EXPECT_EQ(expected_rate(payload::mpa_format(48'000, 2), 128, 1, 1328), 128'000u + 50 * 8 * 60);
  EXPECT_EQ(expected_rate(payload::mpa_format(48'000, 2), 128, 2, 1328), 128'000u + 25 * 8 * 60);
  payload::Format aac;
  aac.codec = payload::Codec::aac;
  aac.sample_rate_hz = 44'100;
  aac.samples_per_frame = 1'024;
  EXPECT_EQ(expected_rate(aac, 64, 1, 1328), 64'000u + 43 * 8 * 60);
}

TEST(ExpectedRate, IsUnknownWithoutACredibleDeclaration) {
  for (const std::uint32_t declared : {0u, 7u, 20'001u, 4'294'967'295u})
    EXPECT_EQ(expected_rate(payload::mpa_format(48'000, 2), declared, 1, 1328), 0u) << declared;
}

}  // namespace
}  // namespace joincast::headend
