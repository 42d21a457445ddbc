// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/flac_header.h"

#include <gtest/gtest.h>

namespace joincast::media {
namespace {

// As a real encoder wrote them: 44,100 Hz, one channel, 16 bits.
constexpr std::array<std::uint8_t, 34> kStreamInfo = {
    0x12, 0x00,                                      // shortest block: 4,608 samples
    0x12, 0x00,                                      // longest block
    0x00, 0x03, 0xb6,                                // shortest frame
    0x00, 0x04, 0xea,                                // longest frame: 1,258 octets
    0x0a, 0xc4, 0x40, 0xf0, 0x00, 0x00, 0x67, 0x5c,  // 44,100 Hz (20), 1 channel (3), 16 bits (5), samples (36)
    0x84, 0x5a, 0xa4, 0xdd, 0x8e, 0xa6, 0xe4, 0xf8, 0x16, 0x63, 0x18, 0xd5, 0x66, 0x61, 0x2d, 0x28};  // MD5

constexpr std::array<std::uint8_t, 6> kFrameHeader = {0xff, 0xf8,  // sync, blocks of one size
                                                      0x59,        // 144 << 5 samples, 44,100 Hz
                                                      0x08,        // one channel, 16 bits
                                                      0x00,        // frame 0
                                                      0x3c};       // CRC-8

TEST(FlacStreamInfo, ReadsWhatAnEncoderWrote) {
  EXPECT_EQ(
      parse_flac_stream_info(kStreamInfo),
      (FlacStreamInfo{.max_block = 4608, .max_frame = 1258, .sample_rate_hz = 44'100, .channels = 1, .bits = 16}));
}

TEST(FlacStreamInfo, RefusesEveryTruncationAndARateOfZero) {
  for (std::size_t size = 0; size < kStreamInfo.size(); ++size) {
    const Bytes cut(kStreamInfo.begin(), kStreamInfo.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_FALSE(parse_flac_stream_info(cut)) << size;
  }
  auto without_rate = kStreamInfo;
  without_rate[10] = without_rate[11] = without_rate[12] = 0;
  EXPECT_FALSE(parse_flac_stream_info(without_rate));
}

TEST(FlacHeader, ReadsWhatAnEncoderWrote) {
  EXPECT_EQ(parse_flac_header(kFrameHeader),
            (FlacHeader{.block = 4608, .sample_rate_hz = 44'100, .channels = 1, .size = 6}));
}

TEST(FlacHeader, RefusesEveryTruncation) {
  for (std::size_t size = 0; size < kFrameHeader.size(); ++size) {
    const Bytes cut(kFrameHeader.begin(), kFrameHeader.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_FALSE(parse_flac_header(cut)) << size;
  }
}

TEST(FlacHeader, RefusesEveryBitThatChanged) {
  for (std::size_t bit = 0; bit < 8 * kFrameHeader.size(); ++bit) {
    auto damaged = kFrameHeader;
    damaged[bit / 8] ^= static_cast<std::uint8_t>(0x80 >> bit % 8);
    EXPECT_FALSE(parse_flac_header(damaged)) << bit;
  }
}

TEST(FlacCrc16, IsThePolynomial0x8005FromZero) {
  EXPECT_EQ(flac_crc16(0, as_bytes("123456789")), 0xfee8);  // the check value of CRC-16/UMTS
}

}  // namespace
}  // namespace joincast::media
