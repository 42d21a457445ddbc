// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/even_loudness.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace joincast::libreceiver {
namespace {

using namespace std::chrono_literals;

constexpr AudioFormat kFormat{48'000, 2};

struct Heard {
  std::vector<AudioFrame> frames;
  float volume = 1;
};

class HeardSink final : public AudioSink {
 public:
  explicit HeardSink(Heard& heard) : heard_(heard) {}
  Result<void, std::string> open(const AudioFormat&) override { return {}; }
  void write(const AudioFrame& frame) override { heard_.frames.push_back(frame); }
  Duration queued() const override { return {}; }
  void flush() override {}
  void set_volume(float volume) override { heard_.volume = volume; }
  std::uint64_t underruns() const override { return 0; }
  bool real_time() const override { return true; }

 private:
  Heard& heard_;
};

/// 25 ms of 1 kHz, as loud in LUFS as its peak in dBFS.
AudioFrame tone(double dbfs) {
  AudioFrame frame{kFormat, {}};
  for (int i = 0; i < 1'200; ++i) {
    const auto sample = static_cast<float>(std::pow(10, dbfs / 20) * std::sin(2 * std::numbers::pi * i / 48));
    frame.samples.insert(frame.samples.end(), {sample, sample});
  }
  return frame;
}

float peak(const AudioFrame& frame) {
  float most = 0;
  for (const float sample : frame.samples) most = std::max(most, std::abs(sample));
  return most;
}
double peak_db(const AudioFrame& frame) { return 20 * std::log10(static_cast<double>(peak(frame))); }

class EvenLoudnessOf : public testing::Test {
 protected:
  EvenLoudnessOf() { tune("A"); }
  void tune(const std::string& service) {
    even_->set_service(service);
    sink_->flush();
    ASSERT_TRUE(sink_->open(kFormat));
  }
  void play(double dbfs, double seconds) {
    for (int i = 0; i < static_cast<int>(seconds * 40); ++i) sink_->write(tone(dbfs));
  }

  std::shared_ptr<EvenLoudness> even_ = std::make_shared<EvenLoudness>();
  Heard heard_;
  std::unique_ptr<AudioSink> sink_ = make_even_sink(std::make_unique<HeardSink>(heard_), even_);
};

TEST_F(EvenLoudnessOf, AKnownServiceIsAppliedFromTheFirstSample) {
  even_->book().put("B", {-10, 0.3, 60s});
  tune("B");
  play(-10, 0.025);
  EXPECT_NEAR(peak_db(heard_.frames.front()), -18, 0.01);
}

TEST_F(EvenLoudnessOf, AnUnknownServiceBeginsUnchangedAndIsBroughtThereSlowly) {
  play(-10, 2);
  EXPECT_NEAR(peak_db(heard_.frames.back()), -10, 0.01);
  play(-10, 3);  // two seconds after the first three
  EXPECT_NEAR(peak_db(heard_.frames.back()), -12, 0.2);
  play(-10, 10);
  EXPECT_NEAR(peak_db(heard_.frames.back()), -18, 0.1);
}

TEST_F(EvenLoudnessOf, AServiceIsRememberedWhenAnotherIsPlayed) {
  play(-24, 12);
  tune("B");
  ASSERT_TRUE(even_->book().find("A"));
  EXPECT_NEAR(even_->book().find("A")->lufs, -24, 0.1);
  tune("A");
  play(-24, 0.025);
  EXPECT_NEAR(peak_db(heard_.frames.back()), -18, 0.1);
}

TEST_F(EvenLoudnessOf, ServicesThatFollowOneAnotherAreEquallyLoud) {
  even_->book().put("quiet", {-23, 0.08, 60s});
  even_->book().put("loud", {-9, 0.4, 60s});
  tune("quiet");
  play(-23, 0.5);
  EXPECT_NEAR(peak_db(heard_.frames.back()), -18, 0.1);
  tune("loud");
  play(-9, 0.025);
  EXPECT_NEAR(peak_db(heard_.frames.back()), -18, 0.1);
}

TEST_F(EvenLoudnessOf, AnotherServiceCountsOnlyFromItsFlushOn) {
  even_->book().put("B", {-10, 0.3, 60s});
  even_->set_service("B");
  play(-10, 0.025);  // still of the one before
  EXPECT_NEAR(peak_db(heard_.frames.back()), -10, 0.01);
}

TEST_F(EvenLoudnessOf, NothingClipsByIt) {
  even_->book().put("B", {-30, 0.1, 60s});  // six dB are wanted
  tune("B");
  play(-30, 1);
  play(-1, 1);  // louder than it ever was
  for (const AudioFrame& frame : heard_.frames) EXPECT_LE(peak(frame), 1.0f);
}

TEST_F(EvenLoudnessOf, GainMovesWithoutAJump) {
  play(-10, 6);
  for (std::size_t i = 1; i < heard_.frames.size(); ++i)
    EXPECT_LT(std::abs(peak_db(heard_.frames[i]) - peak_db(heard_.frames[i - 1])), 0.1);
}

TEST_F(EvenLoudnessOf, SwitchedOffNothingIsTouchedOrMeasured) {
  even_->set_enabled(false);
  tune("B");
  play(3, 11);
  EXPECT_EQ(heard_.frames.back().samples, tone(3).samples);
  tune("C");
  EXPECT_FALSE(even_->book().find("B"));
}

TEST_F(EvenLoudnessOf, VolumeIsAnotherMatter) {
  sink_->set_volume(0.25f);
  play(-18, 0.5);
  EXPECT_EQ(heard_.volume, 0.25f);
  EXPECT_NEAR(peak_db(heard_.frames.back()), -18, 0.01);
}

TEST(EvenLoudness, NoSinkAtAllStaysNone) { EXPECT_FALSE(make_even({}, std::make_shared<EvenLoudness>())); }

}  // namespace
}  // namespace joincast::libreceiver
