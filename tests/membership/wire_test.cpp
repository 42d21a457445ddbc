// SPDX-License-Identifier: LGPL-2.1-or-later
#include "membership/wire.h"

#include <gtest/gtest.h>

#include <array>

namespace joincast::membership::wire {
namespace {

TEST(FloatCode, IsLinearBelowItsFirstExponent) {
  EXPECT_EQ(Code16::decode(32'767), 32'767u);
  EXPECT_EQ(Code16::encode(32'767), 32'767u);
  EXPECT_EQ(Code8::decode(127), 127u);
  EXPECT_EQ(Code8::encode(127), 127u);
}

TEST(FloatCode, FollowsTheFormulaOfTheRfc) {
  // RFC 3810 section 5.1.3: (mant | 0x1000) << (exp + 3); RFC 3376 section 4.1.1: (mant | 0x10) << (exp + 3).
  EXPECT_EQ(Code16::decode(0x8000), 0x1000u << 3);
  EXPECT_EQ(Code16::decode(0x9abc), 0x1abcu << 4);
  EXPECT_EQ(Code16::decode(0xffff), 0x1fffu << 10);
  EXPECT_EQ(Code8::decode(0x80), 128u);
  EXPECT_EQ(Code8::decode(0x8f), 248u);
  EXPECT_EQ(Code8::decode(0xff), 31'744u);
}

TEST(FloatCode, EveryCodeOfEightBitsComesBack) {
  for (std::uint32_t code = 0; code < 0x100; ++code) EXPECT_EQ(Code8::encode(Code8::decode(code)), code);
}

TEST(FloatCode, EveryCodeOfSixteenBitsComesBack) {
  for (std::uint32_t code = 0; code < 0x1'0000; ++code) ASSERT_EQ(Code16::encode(Code16::decode(code)), code);
}

TEST(FloatCode, RoundsDownAndClamps) {
  EXPECT_EQ(Code8::encode(135), 0x80u);
  EXPECT_EQ(Code8::encode(136), 0x81u);
  EXPECT_EQ(Code8::encode(1'000'000), 0xffu);
  EXPECT_EQ(Code16::encode(~0ull), 0xffffu);
}

TEST(Checksum, IsRfc1071s) {
  const std::array<std::uint8_t, 8> octets = {0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7};
  EXPECT_EQ(checksum({octets}), static_cast<std::uint16_t>(~0xddf2));  // the example of section 3
}

TEST(Checksum, PadsAnOddLastOctetWithZero) {
  const std::array<std::uint8_t, 3> octets = {0x12, 0x34, 0x56};
  EXPECT_EQ(checksum({octets}), static_cast<std::uint16_t>(~(0x1234 + 0x5600)));
}

}  // namespace
}  // namespace joincast::membership::wire
