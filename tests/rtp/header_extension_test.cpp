// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtp/header_extension.h"

#include <gtest/gtest.h>

#include <vector>

namespace joincast::rtp {
namespace {

using Element = std::pair<std::uint8_t, Bytes>;

std::vector<Element> elements(std::uint16_t profile, const Bytes& octets) {
  std::vector<Element> result;
  ExtensionReader reader(profile, octets);
  while (const auto element = reader.next())
    result.emplace_back(element->id, Bytes(element->data.begin(), element->data.end()));
  return result;
}

TEST(HeaderExtension, ReadsOneByteForm) {
  // RFC 8285 section 4.2's example: lengths one, two, and padding, and four
  const Bytes octets = {0x10, 0xaa, 0x21, 0xbb, 0xcc, 0x00, 0x00, 0x33, 0x01, 0x02, 0x03, 0x04};
  EXPECT_EQ(elements(kOneByteProfile, octets),
            (std::vector<Element>{{1, {0xaa}}, {2, {0xbb, 0xcc}}, {3, {0x01, 0x02, 0x03, 0x04}}}));
}

TEST(HeaderExtension, StopsAtIdFifteen) {
  EXPECT_EQ(elements(kOneByteProfile, {0x10, 0xaa, 0xf0, 0xbb, 0x20, 0xcc}), (std::vector<Element>{{1, {0xaa}}}));
}

TEST(HeaderExtension, ReadsTwoByteFormWithEmptyElements) {
  const Bytes octets = {0x01, 0x00, 0x02, 0x01, 0xbb, 0x00, 0xf0, 0x02, 0xcc, 0xdd};
  EXPECT_EQ(elements(0x1005, octets), (std::vector<Element>{{1, {}}, {2, {0xbb}}, {0xf0, {0xcc, 0xdd}}}));
}

TEST(HeaderExtension, StopsAtAnElementThatOverruns) {
  EXPECT_EQ(elements(kOneByteProfile, {0x10, 0xaa, 0x2f, 0xbb}), (std::vector<Element>{{1, {0xaa}}}));
  EXPECT_EQ(elements(kTwoByteProfile, {0x01, 0x01, 0xaa, 0x02}), (std::vector<Element>{{1, {0xaa}}}));
}

TEST(HeaderExtension, KnowsNoOtherProfile) { EXPECT_TRUE(elements(0x2000, {0x10, 0xaa}).empty()); }

TEST(HeaderExtension, IsWrittenInTheShorterFormThatFits) {
  const Bytes one = {0xaa};
  const Bytes long_one(17, 0xbb);
  const std::vector<ExtensionElement> small = {{1, one}};
  EXPECT_EQ(encode_extension(small).profile, kOneByteProfile);
  EXPECT_EQ(encode_extension(small).octets, Bytes({0x10, 0xaa, 0x00, 0x00}));
  const std::vector<ExtensionElement> large = {{1, one}, {2, long_one}};
  EXPECT_EQ(encode_extension(large).profile, kTwoByteProfile);
  EXPECT_EQ(encode_extension(large).octets.size() % 4, 0u);
  EXPECT_EQ(elements(kTwoByteProfile, encode_extension(large).octets), (std::vector<Element>{{1, one}, {2, long_one}}));
}

}  // namespace
}  // namespace joincast::rtp
