// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/test_source.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace joincast::headend {
namespace {

constexpr std::size_t kMaxPayload = 1328;

Bytes sound(TestSource& source, std::size_t octets) {
  Bytes all;
  while (all.size() < octets) {
    const auto unit = source.next();
    all.insert(all.end(), unit.octets.begin(), unit.octets.end());
  }
  return all;
}

class TestRates : public ::testing::TestWithParam<std::uint32_t> {};

TEST_P(TestRates, AreKeptToThePermille) {
  TestSource source({.enabled = true, .rate = GetParam()}, kMaxPayload);
  std::uint64_t octets = 0, ticks = 0;
  for (int i = 0; i < 1000; ++i) {
    const auto unit = source.next();
    EXPECT_LE(unit.octets.size(), kMaxPayload);
    EXPECT_LE(unit.duration, source.format().sample_rate_hz / 50);
    octets += unit.octets.size();
    ticks += unit.duration;
  }
  const double rate = 8.0 * static_cast<double>(octets) * source.format().clock_rate_hz / static_cast<double>(ticks);
  EXPECT_NEAR(rate, GetParam(), GetParam() / 1000.0);
}

INSTANTIATE_TEST_SUITE_P(FromSlowestToFastest, TestRates,
                         ::testing::Values(64'000, 128'000, 256'000, 705'600, 1'536'000, 4'000'000, 8'000'000));

TEST(TestSource, TheRateIsHadBySampleRateAndChannels) {
  EXPECT_EQ(TestSource({.enabled = true, .rate = 64'000}, kMaxPayload).format(),
            payload::pcm_format(payload::Codec::l16, 4'000, 1));
  EXPECT_EQ(TestSource({.enabled = true, .rate = 8'000'000}, kMaxPayload).format(),
            payload::pcm_format(payload::Codec::l16, 62'500, 8));
}

TEST(TestSource, RepeatsItsPeriodOctetForOctet) {
  TestSource source({.enabled = true, .rate = 256'000, .tone_hz = 440}, kMaxPayload);
  const std::size_t period = 2 * source.period();
  const Bytes all = sound(source, 50 * period);
  for (std::size_t i = period; i < all.size(); ++i) ASSERT_EQ(all[i], all[i - period]) << i;
}

TEST(TestSource, SoundsAtItsPitch) {
  TestSource source({.enabled = true, .rate = 768'000, .tone_hz = 440}, kMaxPayload);
  EXPECT_NEAR(source.tone_hz(), 440, 2);
  const Bytes all = sound(source, 2 * 48'000);
  int rises = 0;
  for (std::size_t i = 2; i + 1 < all.size(); i += 2) {
    const auto before = static_cast<std::int16_t>(all[i - 2] << 8 | all[i - 1]);
    const auto after = static_cast<std::int16_t>(all[i] << 8 | all[i + 1]);
    rises += before < 0 && after >= 0;
  }
  EXPECT_NEAR(rises, 440, 4);
}

}  // namespace
}  // namespace joincast::headend
