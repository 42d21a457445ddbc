// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/decoder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>

#include "media/stream_framer.h"
#include "media/transcoder.h"

namespace joincast::media {
namespace {

// The vectors are half a second of a 440 Hz sine at 48 kHz: an eighth of full scale, then made stereo, which
// takes 3 dB from each channel so that the power stays.
constexpr double kPitch = 440.0;
constexpr double kMonoAmplitude = 0.125;
constexpr double kAmplitude = kMonoAmplitude * 0.7071;

struct Stream {
  payload::Format format;
  std::vector<payload::AccessUnit> units;
};

Stream framed(const std::string& name) {
  std::ifstream in(std::string(JOINCAST_VECTORS) + "/media/" + name, std::ios::binary);
  const Bytes octets(std::istreambuf_iterator<char>(in), {});
  StreamFramer framer;
  framer.push(octets);
  Stream stream;
  while (auto item = framer.poll()) {
    if (auto* format = std::get_if<StreamFormat>(&*item)) stream.format = format->format;
    if (auto* unit = std::get_if<payload::AccessUnit>(&*item)) stream.units.push_back(std::move(*unit));
  }
  return stream;
}

std::vector<float> first_channel(const std::vector<AudioFrame>& frames) {
  std::vector<float> samples;
  for (const AudioFrame& frame : frames)
    for (std::size_t i = 0; i < frame.samples.size(); i += frame.format.channels) samples.push_back(frame.samples[i]);
  return samples;
}

/// Amplitude of one frequency in the middle 0.2 s (Goertzel's algorithm).
double amplitude_at(const std::vector<float>& samples, double rate_hz, double frequency_hz) {
  const auto count = static_cast<std::size_t>(rate_hz / 5);
  if (samples.size() < count) return 0.0;
  const std::size_t start = (samples.size() - count) / 2;
  const double step = 2 * std::cos(2 * M_PI * frequency_hz / rate_hz);
  double one = 0, two = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double next = static_cast<double>(samples[start + i]) + step * one - two;
    two = one;
    one = next;
  }
  return 2 * std::sqrt(one * one + two * two - step * one * two) / static_cast<double>(count);
}

class Decoding : public testing::TestWithParam<const char*> {};

TEST_P(Decoding, YieldsTheToneThatWasEncoded) {
  const Stream stream = framed(GetParam());
  ASSERT_FALSE(stream.units.empty());
  auto decoder = make_decoder(stream.format);
  ASSERT_TRUE(decoder) << decoder.error();
  std::vector<AudioFrame> frames;
  for (const auto& unit : stream.units) (*decoder)->decode(unit, frames);
  ASSERT_FALSE(frames.empty());
  EXPECT_EQ(frames.back().format, (AudioFormat{48'000, 2}));
  EXPECT_NEAR(amplitude_at(first_channel(frames), 48'000, kPitch), kAmplitude, 0.02);
  EXPECT_LT(amplitude_at(first_channel(frames), 48'000, 1'000), 0.01);
  EXPECT_EQ((*decoder)->damaged_units(), 0u);
}

TEST_P(Decoding, SurvivesEveryTruncationAndBitPattern) {
  const Stream stream = framed(GetParam());
  auto decoder = make_decoder(stream.format);
  ASSERT_TRUE(decoder) << decoder.error();
  std::vector<AudioFrame> frames;
  for (std::size_t size = 0; size < stream.units.front().octets.size(); size += 7) {
    payload::AccessUnit unit = stream.units.front();
    unit.octets.resize(size);
    unit.octets.shrink_to_fit();
    (*decoder)->decode(unit, frames);
    for (auto& octet : unit.octets) octet = static_cast<std::uint8_t>(octet * 31 + size);
    (*decoder)->decode(unit, frames);
    frames.clear();
  }
  EXPECT_GT((*decoder)->damaged_units(), 0u);  // the empty unit at least
}

TEST_P(Decoding, IsTranscodedToOpusWithoutChangingThePitch) {
  const Stream stream = framed(GetParam());
  auto transcoder = make_transcoder(stream.format, payload::Codec::opus, 96'000);
  ASSERT_TRUE(transcoder) << transcoder.error();
  std::vector<payload::AccessUnit> opus;
  for (const auto& unit : stream.units) (*transcoder)->transcode(unit, opus);
  ASSERT_GT(opus.size(), 20u);
  for (std::size_t i = 0; i < opus.size(); ++i) EXPECT_EQ(opus[i].timestamp, static_cast<std::int64_t>(960 * i));
  auto decoder = make_decoder((*transcoder)->output());
  std::vector<AudioFrame> frames;
  for (const auto& unit : opus) (*decoder)->decode(unit, frames);
  EXPECT_NEAR(amplitude_at(first_channel(frames), 48'000, kPitch), kAmplitude, 0.02);
}

INSTANTIATE_TEST_SUITE_P(Codecs, Decoding,
                         testing::Values("tone_440.mp3", "tone_440.aac", "tone_440.opus", "tone_440.ogg",
                                         "tone_440.flac", "tone_440_flac.ogg"),
                         [](const auto& instance) {
                           std::string name = instance.param;
                           for (char& c : name)
                             if (c == '.') c = '_';
                           return name;
                         });

/// Of MP3, a frame takes octets from those in front of it.
TEST(Decoder, TakesNothingFromInFrontOfALoss) {
  const Stream stream = framed("tone_440.mp3");
  const auto sound_from = [&](Decoder& decoder, std::size_t first, bool after_loss) {
    std::vector<AudioFrame> frames;
    for (std::size_t i = first; i < stream.units.size(); ++i) {
      payload::AccessUnit unit = stream.units[i];
      unit.after_loss = after_loss && i == first;
      decoder.decode(unit, frames);
    }
    return first_channel(frames);
  };
  auto fresh = make_decoder(stream.format);
  const auto expected = sound_from(**fresh, 13, false);
  for (const bool told : {true, false}) {
    auto decoder = make_decoder(stream.format);
    std::vector<AudioFrame> before;
    for (std::size_t i = 0; i < 8; ++i) (*decoder)->decode(stream.units[i], before);
    const auto heard = sound_from(**decoder, 13, told);
    ASSERT_EQ(heard.size(), expected.size());
    float most = 0;
    for (std::size_t i = 0; i < heard.size(); ++i) most = std::max(most, std::abs(heard[i] - expected[i]));
    if (told)
      EXPECT_LT(most, 1e-4f);
    else
      EXPECT_GT(most, 1e-3f) << "else this test says nothing";
  }
}

TEST(Decoder, RefusesWhatItCannotDecodeByName) {
  EXPECT_FALSE(can_decode(payload::Codec::mp2t));
  EXPECT_THAT(make_decoder(payload::mp2t_format()).error(), testing::HasSubstr("mp2t"));
}

TEST(Resampler, KeepsThePitchAndTheLengthAcrossRates) {
  auto resampler = make_resampler({44'100, 1}, {48'000, 2});
  ASSERT_TRUE(resampler) << resampler.error();
  std::vector<AudioFrame> out;
  for (int piece = 0; piece < 50; ++piece) {
    AudioFrame in{{44'100, 1}, std::vector<float>(441)};
    for (int i = 0; i < 441; ++i)
      in.samples[static_cast<std::size_t>(i)] =
          static_cast<float>(kMonoAmplitude * std::sin(2 * M_PI * kPitch * (piece * 441 + i) / 44'100));
    out.push_back((*resampler)->convert(in));
  }
  const auto samples = first_channel(out);
  EXPECT_NEAR(static_cast<double>(samples.size()), 24'000, 100);
  EXPECT_NEAR(amplitude_at(samples, 48'000, kPitch), kAmplitude, 0.01);
}

TEST(Resampler, DriftShortensOrLengthensByPartsPerMillion) {
  const auto samples_at = [](double parts_per_million) {
    auto resampler = make_resampler({48'000, 1}, {48'000, 1});
    (*resampler)->set_drift(parts_per_million);
    std::size_t count = 0;
    for (int i = 0; i < 1'000; ++i)
      count += (*resampler)->convert({{48'000, 1}, std::vector<float>(960)}).frame_count();
    return static_cast<double>(count);
  };
  EXPECT_NEAR(samples_at(0), 960'000, 64);
  EXPECT_NEAR(samples_at(500), 960'000 * (1 - 500e-6), 64);
  EXPECT_NEAR(samples_at(-500), 960'000 * (1 + 500e-6), 64);
}

}  // namespace
}  // namespace joincast::media
