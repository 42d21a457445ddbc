// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/level.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace joincast::media {
namespace {

using namespace std::chrono_literals;

constexpr AudioFormat kMono = {8'000, 1};

/// `length` of a 1 kHz sine.
AudioFrame tone(float amplitude, std::chrono::milliseconds length, AudioFormat format = kMono) {
  AudioFrame frame{format, {}};
  const auto count = static_cast<std::size_t>(length.count()) * format.sample_rate_hz / 1000;
  for (std::size_t i = 0; i < count * format.channels; ++i)
    frame.samples.push_back(amplitude * static_cast<float>(std::sin(std::numbers::pi / 4 * static_cast<double>(i))));
  return frame;
}

TEST(LevelMeter, MeasuresAFullScaleSine) {
  LevelMeter meter;
  meter.add(tone(1.0f, 100ms));
  const Level level = meter.take();
  EXPECT_NEAR(level.peak_dbfs, 0.0, 0.001);
  EXPECT_NEAR(level.rms_dbfs, -3.01, 0.01);
}

TEST(LevelMeter, TellsWhatIsBeyondFullScale) {
  LevelMeter meter;
  meter.add({kMono, {-2.0f, 0.0f}});
  EXPECT_NEAR(meter.take().peak_dbfs, 6.02, 0.01);
}

TEST(LevelMeter, BeginsAnewWithEachLook) {
  LevelMeter meter;
  meter.add(tone(1.0f, 10ms));
  (void)meter.take();
  EXPECT_EQ(meter.take(), Level{});
  meter.add({kMono, {0.0f}});
  EXPECT_EQ(meter.take().rms_dbfs, kSilenceDbfs);
}

TEST(QuietestMoment, IsFoundBetweenLoudSounds) {
  const std::vector<AudioFrame> sound = {tone(0.5f, 700ms), tone(0.01f, 60ms), tone(0.5f, 1000ms)};
  const auto moment = quietest_moment(sound, 0s, 60ms);
  ASSERT_TRUE(moment);
  EXPECT_EQ(moment->middle, 730ms);
  EXPECT_NEAR(moment->rms_dbfs, -43.01, 0.05);
}

TEST(QuietestMoment, IsTheOneNearestToTheChangeInLongSilence) {
  const std::vector<AudioFrame> sound = {tone(0.5f, 100ms), tone(0, 2000ms), tone(0.5f, 100ms)};
  EXPECT_EQ(quietest_moment(sound, 1s, 40ms)->middle, 1s);
  EXPECT_EQ(quietest_moment(sound, 0s, 40ms)->middle, 120ms);
  EXPECT_EQ(quietest_moment(sound, 5s, 40ms)->middle, 2080ms);
}

TEST(QuietestMoment, CountsAllChannels) {
  AudioFrame left_only{{8'000, 2}, {}};
  for (int i = 0; i < 800; ++i) left_only.samples.insert(left_only.samples.end(), {0.5f, 0.0f});
  const std::vector<AudioFrame> sound = {left_only, tone(0.1f, 100ms, {8'000, 2})};
  EXPECT_EQ(quietest_moment(sound, 0s, 100ms)->middle, 150ms);
}

TEST(QuietestMoment, IsNoneWithoutEnoughSound) {
  EXPECT_FALSE(quietest_moment({}, 0s));
  const std::vector<AudioFrame> sound = {tone(0.5f, 39ms), tone(0.0f, 1s, {44'100, 1})};
  EXPECT_FALSE(quietest_moment(sound, 0s, 40ms));  // what has another format is another sound
  EXPECT_TRUE(quietest_moment(sound, 0s, 39ms));
  EXPECT_FALSE(quietest_moment(sound, 0s, 0ms));
}

}  // namespace
}  // namespace joincast::media
