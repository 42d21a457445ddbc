// SPDX-License-Identifier: LGPL-2.1-or-later
#include "payload/mpa_header.h"

#include <gtest/gtest.h>

namespace joincast::payload {
namespace {

std::optional<MpaHeader> parse(std::uint8_t b, std::uint8_t c, std::uint8_t d, std::uint8_t a = 0xff) {
  return parse_mpa_header(Bytes{a, b, c, d});
}

TEST(MpaHeader, ReadsMpeg1Layer3) {
  const auto header = parse(0xfb,   // MPEG-1, layer III, no CRC
                            0x90,   // 128 kbit/s, 44.1 kHz, no padding
                            0x64);  // joint stereo
  ASSERT_TRUE(header);
  EXPECT_EQ(header->version, MpegVersion::mpeg1);
  EXPECT_EQ(header->layer, 3);
  EXPECT_FALSE(header->has_crc);
  EXPECT_EQ(header->bit_rate, 128'000u);
  EXPECT_EQ(header->sample_rate_hz, 44'100u);
  EXPECT_EQ(header->channels, 2);
  EXPECT_EQ(header->samples, 1152u);
  EXPECT_EQ(header->frame_size, 417u);
  EXPECT_EQ(header->duration_90khz(), 2351u);
}

TEST(MpaHeader, CountsPadding) { EXPECT_EQ(parse(0xfb, 0x92, 0x64)->frame_size, 418u); }

TEST(MpaHeader, ReadsMono) { EXPECT_EQ(parse(0xfb, 0x90, 0xc0)->channels, 1); }

TEST(MpaHeader, ReadsLayer1InSlotsOfFourOctets) {
  const auto header = parse(0xff, 0xe6, 0x00);  // MPEG-1, layer I, 448 kbit/s, 48 kHz, padding
  ASSERT_TRUE(header);
  EXPECT_EQ(header->samples, 384u);
  EXPECT_EQ(header->frame_size, (12u * 448 / 48 + 1) * 4);
}

TEST(MpaHeader, ReadsLayer2) {
  const auto header = parse(0xfc, 0xc4, 0x00);  // MPEG-1, layer II with CRC, 256 kbit/s, 48 kHz
  ASSERT_TRUE(header);
  EXPECT_TRUE(header->has_crc);
  EXPECT_EQ(header->layer, 2);
  EXPECT_EQ(header->frame_size, 768u);
}

TEST(MpaHeader, HalvesSamplesAndRatesOfMpeg2Layer3) {
  const auto header = parse(0xf3, 0x84, 0x00);  // MPEG-2, layer III, 64 kbit/s, 24 kHz
  ASSERT_TRUE(header);
  EXPECT_EQ(header->version, MpegVersion::mpeg2);
  EXPECT_EQ(header->sample_rate_hz, 24'000u);
  EXPECT_EQ(header->samples, 576u);
  EXPECT_EQ(header->frame_size, 192u);
}

TEST(MpaHeader, ReadsMpeg25) {
  const auto header = parse(0xe3, 0x18, 0xc0);  // MPEG-2.5, layer III, 8 kbit/s, 8 kHz, mono
  ASSERT_TRUE(header);
  EXPECT_EQ(header->version, MpegVersion::mpeg2_5);
  EXPECT_EQ(header->sample_rate_hz, 8'000u);
  EXPECT_EQ(header->frame_size, 72u);
}

TEST(MpaHeader, RefusesWhatTellsNoFrame) {
  EXPECT_FALSE(parse(0xfb, 0x90, 0x64, 0xfe));  // no sync
  EXPECT_FALSE(parse(0xeb, 0x90, 0x64));        // reserved version
  EXPECT_FALSE(parse(0xf9, 0x90, 0x64));        // reserved layer
  EXPECT_FALSE(parse(0xfb, 0x00, 0x64));        // free format
  EXPECT_FALSE(parse(0xfb, 0xf0, 0x64));        // forbidden bit rate
  EXPECT_FALSE(parse(0xfb, 0x9c, 0x64));        // reserved sample rate
  EXPECT_FALSE(parse(0xfb, 0x90, 0x66));        // reserved emphasis
  EXPECT_FALSE(parse_mpa_header(Bytes{0xff, 0xfb, 0x90}));
}

TEST(MpaHeader, NeverExceedsTheLargestFrame) {
  for (std::uint32_t word = 0; word < 0x20'0000; word += 0x40) {
    const auto header = parse(static_cast<std::uint8_t>(0xe0 | word >> 16), static_cast<std::uint8_t>(word >> 8),
                              static_cast<std::uint8_t>(word));
    if (!header) continue;
    EXPECT_LE(header->frame_size, MpaHeader::kMaxFrameSize);
    EXPECT_GE(header->frame_size, MpaHeader::kSize);
  }
}

}  // namespace
}  // namespace joincast::payload
