// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/loudness_meter.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace joincast::media {
namespace {

/// Both channels the same: EBU Tech 3341 says that such a tone of 1 kHz is as loud in LUFS as its peak in dBFS.
AudioFrame tone(double dbfs, double seconds, std::uint32_t rate = 48'000) {
  AudioFrame frame{{rate, 2}, {}};
  const double amplitude = std::pow(10, dbfs / 20);
  for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(seconds * rate); ++i) {
    const auto sample = static_cast<float>(amplitude * std::sin(2 * std::numbers::pi * 1000 * i / rate));
    frame.samples.insert(frame.samples.end(), {sample, sample});
  }
  return frame;
}

TEST(LoudnessMeter, MeasuresATonesKnownLoudness) {
  for (const double lufs : {-33.0, -23.0, -12.0}) {
    LoudnessMeter meter({48'000, 2});
    meter.add(tone(lufs, 20));
    ASSERT_TRUE(meter.integrated());
    EXPECT_NEAR(*meter.integrated(), lufs, 0.1);
    EXPECT_NEAR(meter.short_term().value(), lufs, 0.1);
  }
}

TEST(LoudnessMeter, LeavesPausesOut) {
  LoudnessMeter meter({44'100, 2});
  meter.add(tone(-20, 10, 44'100));
  meter.add(AudioFrame{{44'100, 2}, std::vector<float>(44'100 * 2 * 30)});
  EXPECT_NEAR(meter.integrated().value(), -20, 0.1);
  EXPECT_FALSE(meter.short_term()) << "the last seconds were silent";
  EXPECT_EQ(meter.measured(), std::chrono::seconds(40));
}

TEST(LoudnessMeter, KnowsNothingOfSilence) {
  LoudnessMeter meter({48'000, 2});
  meter.add(AudioFrame{{48'000, 2}, std::vector<float>(48'000 * 2 * 5)});
  EXPECT_FALSE(meter.integrated());
  EXPECT_EQ(meter.true_peak(), 0);
}

TEST(LoudnessMeter, RemembersTheHighestSampleAboveFullScaleToo) {
  LoudnessMeter meter({48'000, 1});
  meter.add({{48'000, 1}, {0.5f, -1.25f, 0.75f}});
  EXPECT_GE(meter.true_peak(), 1.25);
}

/// EBU Tech 3341, tests 15, 16 and 19: a tone of a quarter of the sample rate, whose crests fall between samples.
TEST(LoudnessMeter, KnowsThePeakBetweenTheSamples) {
  struct {
    double amplitude, degrees, dbtp;
  } cases[] = {{0.5, 0, -6}, {0.5, 45, -6}, {1.41, 45, 3}};
  for (const auto& one : cases) {
    AudioFrame frame{{48'000, 1}, {}};
    for (int i = 0; i < 48'000; ++i)
      frame.samples.push_back(
          static_cast<float>(one.amplitude * std::sin(std::numbers::pi * (i / 2.0 + one.degrees / 180))));
    LoudnessMeter meter({48'000, 1});
    meter.add(frame);
    EXPECT_LT(20 * std::log10(meter.true_peak()), one.dbtp + 0.2) << one.degrees;
    EXPECT_GT(20 * std::log10(meter.true_peak()), one.dbtp - 0.4) << one.degrees;
  }
}

TEST(LoudnessMeter, DoesNotMeasureAnotherFormat) {
  LoudnessMeter meter({48'000, 1});
  meter.add(tone(-20, 1));
  EXPECT_EQ(meter.measured(), Duration::zero());
}

}  // namespace
}  // namespace joincast::media
