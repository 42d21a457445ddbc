// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/bytes.h"

#include <gtest/gtest.h>

#include <array>

namespace joincast {
namespace {

constexpr std::array<std::uint8_t, 6> kOctets = {0x01, 0x02, 0x03, 0x04, 0x05, 0x06};

TEST(ByteReader, ReadsInNetworkOrder) {
  ByteReader in(kOctets);
  EXPECT_EQ(in.u16(), 0x0102u);
  EXPECT_EQ(in.u32(), 0x03040506u);
  EXPECT_TRUE(in.ok());
  EXPECT_TRUE(in.at_end());
}

TEST(ByteReader, AnswersZeroPastTheEndAndRemembers) {
  ByteReader in(kOctets);
  in.skip(4);
  EXPECT_EQ(in.u32(), 0u);
  EXPECT_FALSE(in.ok());
  EXPECT_EQ(in.u8(), 0u);  // what was left is not handed out any more
  EXPECT_EQ(in.remaining(), 0u);
}

TEST(ByteReader, RefusesATakeLargerThanTheRestWithoutOverflow) {
  ByteReader in(kOctets);
  in.skip(1);
  EXPECT_TRUE(in.take(static_cast<std::size_t>(-1)).empty());
  EXPECT_FALSE(in.ok());
}

TEST(ByteWriter, WritesInNetworkOrderAndPatches) {
  Bytes out;
  ByteWriter writer(out);
  writer.u16(0);
  writer.u24(0x010203);
  writer.u64(0x0405060708090a0b);
  writer.patch_u16(0, 0xfeff);
  EXPECT_EQ(out, (Bytes{0xfe, 0xff, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}));
}

}  // namespace
}  // namespace joincast
