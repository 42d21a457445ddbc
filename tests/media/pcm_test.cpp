// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/pcm.h"

#include <gtest/gtest.h>

namespace joincast::media {
namespace {

payload::Format format(payload::Codec codec, std::uint8_t channels) {
  payload::Format result;
  result.codec = codec;
  result.clock_rate_hz = result.sample_rate_hz = 48'000;
  result.channels = channels;
  return result;
}

std::vector<float> decoded(payload::Codec codec, std::uint8_t channels, Bytes octets) {
  auto decoder = make_pcm_decoder(format(codec, channels));
  std::vector<AudioFrame> frames;
  payload::AccessUnit unit;
  unit.octets = std::move(octets);
  (*decoder)->decode(unit, frames);
  return frames.empty() ? std::vector<float>{} : frames.front().samples;
}

TEST(PcmDecoder, ReadsL16InNetworkOrder) {
  EXPECT_EQ(decoded(payload::Codec::l16, 1, {0x40, 0x00, 0x80, 0x00, 0x00, 0x01}),
            (std::vector<float>{0.5f, -1.0f, 1.0f / 32768}));
}

TEST(PcmDecoder, ReadsL24InNetworkOrder) {
  EXPECT_EQ(decoded(payload::Codec::l24, 1, {0x40, 0x00, 0x00, 0xff, 0xff, 0xff}),
            (std::vector<float>{0.5f, -1.0f / 8388608}));
}

// ITU-T G.711 tables 1a and 2a: the largest values, the smallest, and their signs.
TEST(PcmDecoder, ReadsMuLaw) {
  EXPECT_EQ(decoded(payload::Codec::pcmu, 1, {0x80, 0x00, 0xff, 0xef}),
            (std::vector<float>{32124.0f / 32768, -32124.0f / 32768, 0.0f, 132.0f / 32768}));
}

TEST(PcmDecoder, ReadsALaw) {
  EXPECT_EQ(decoded(payload::Codec::pcma, 1, {0xaa, 0x2a, 0xd5, 0x55}),
            (std::vector<float>{32256.0f / 32768, -32256.0f / 32768, 8.0f / 32768, -8.0f / 32768}));
}

TEST(PcmDecoder, CountsUnitsThatEndInsideAFrame) {
  auto decoder = make_pcm_decoder(format(payload::Codec::l16, 2));
  std::vector<AudioFrame> frames;
  payload::AccessUnit unit;
  unit.octets = {1, 2, 3, 4, 5, 6};  // a frame and a half
  (*decoder)->decode(unit, frames);
  EXPECT_TRUE(frames.empty());
  EXPECT_EQ((*decoder)->damaged_units(), 1u);
}

TEST(PcmDecoder, RefusesImpossibleFormats) {
  EXPECT_FALSE(make_pcm_decoder(format(payload::Codec::l16, 0)));
  EXPECT_FALSE(make_pcm_decoder(format(payload::Codec::l16, 9)));
}

TEST(L16Encoder, FillsUnitsOfFiveMilliseconds) {
  auto encoder = make_l16_encoder({48'000, 1});
  std::vector<payload::AccessUnit> units;
  (*encoder)->encode({{48'000, 1}, std::vector<float>(300, 0.5f)}, units);
  ASSERT_EQ(units.size(), 1u);
  EXPECT_EQ(units[0].octets.size(), 480u);
  EXPECT_EQ(units[0].duration, 240u);
  (*encoder)->flush(units);
  ASSERT_EQ(units.size(), 2u);
  EXPECT_EQ(units[1].duration, 60u);
  EXPECT_EQ(units[1].octets[0], 0x40);
}

TEST(L16Encoder, ClampsInsteadOfWrapping) {
  auto encoder = make_l16_encoder({8'000, 1});
  std::vector<payload::AccessUnit> units;
  (*encoder)->encode({{8'000, 1}, {1.0f, -2.0f}}, units);
  (*encoder)->flush(units);
  EXPECT_EQ(units.at(0).octets, (Bytes{0x7f, 0xff, 0x80, 0x00}));
}

}  // namespace
}  // namespace joincast::media
