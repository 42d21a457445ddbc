// SPDX-License-Identifier: LGPL-2.1-or-later
#include "guide/parts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sap/packet.h"
#include "tests/guide/samples.h"

namespace joincast::guide {
namespace {

const Bytes kPart = {
    0x01,                                            // version
    0x00,                                            // reserved
    0x00, 0x02,                                      // part 2
    0x00, 0x05,                                      // of 5
    0x00, 0x00,                                      // reserved
    0x00, 0x12, 0x34, 0x56,                          // page
    0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08,  // revision
    0xa1, 0xa2, 0xa3,                                // piece
};

/// `{"schema":1,"entries":[{"number":"8000:0001","name":"Jazz"}]}`, by Python's zlib.
const Bytes kDeflated = {
    0x78, 0xda, 0xab, 0x56, 0x2a, 0x4e, 0xce, 0x48, 0xcd, 0x4d, 0x54, 0xb2, 0x32, 0xd4, 0x51, 0x4a, 0xcd,
    0x2b, 0x29, 0xca, 0x4c, 0x2d, 0x56, 0xb2, 0x8a, 0xae, 0x56, 0xca, 0x2b, 0xcd, 0x4d, 0x4a, 0x2d, 0x52,
    0xb2, 0x52, 0xb2, 0x30, 0x30, 0x30, 0xb0, 0x02, 0x62, 0x43, 0x25, 0x1d, 0xa5, 0xbc, 0xc4, 0xdc, 0x54,
    0xa0, 0x90, 0x57, 0x62, 0x55, 0x95, 0x52, 0x6d, 0x6c, 0x2d, 0x00, 0x50, 0x85, 0x12, 0xa9,
};

ParseErrc refused(Bytes octets) {
  const auto part = parse_part(octets);
  EXPECT_FALSE(part);
  return part ? ParseErrc::duplicated : part.error().code;
}

Bytes with(std::size_t at, std::uint8_t octet) {
  Bytes octets = kPart;
  octets[at] = octet;
  return octets;
}

TEST(GuidePart, ReadsEveryField) {
  const auto part = parse_part(kPart);
  ASSERT_TRUE(part);
  EXPECT_EQ(part->part, 2);
  EXPECT_EQ(part->parts, 5);
  EXPECT_EQ(part->page, 0x12'3456u);
  EXPECT_EQ(part->revision, 0x0102'0304'0506'0708u);
  EXPECT_THAT(part->piece, testing::ElementsAre(0xa1, 0xa2, 0xa3));
}

TEST(GuidePart, IsWrittenAsItIsRead) { EXPECT_EQ(encode_part(*parse_part(kPart)), kPart); }

TEST(GuidePart, IgnoresReservedOctets) {
  Bytes octets = with(1, 0xff);
  octets[6] = octets[7] = 0xff;
  EXPECT_TRUE(parse_part(octets));
}

TEST(GuidePart, RefusesWhatItDoesNotMean) {
  EXPECT_EQ(refused(with(0, 2)), ParseErrc::unsupported_version);
  EXPECT_EQ(refused(with(3, 5)), ParseErrc::bad_value);  // part 5 of 5
  EXPECT_EQ(refused(with(8, 1)), ParseErrc::bad_value);  // page beyond 24 bits
  EXPECT_EQ(refused(with(5, 65)), ParseErrc::over_limit);
  EXPECT_EQ(refused(with(5, 0)), ParseErrc::bad_value);
}

TEST(GuidePart, RefusesEveryTruncation) {
  for (std::size_t size = 0; size <= kPartHeader; ++size)
    EXPECT_EQ(refused(Bytes(kPart.begin(), kPart.begin() + static_cast<std::ptrdiff_t>(size))), ParseErrc::truncated);
}

TEST(GuidePart, GoesOutAsASapPacketOfItsOwnType) {
  const Bytes packet = part_packet(kPart, IpAddress::v4(0xc000'0201));
  const std::string type = "application/vnd.joincast.guide+json";
  ASSERT_EQ(packet.size(), 8 + type.size() + 1 + kPart.size());
  EXPECT_EQ(packet[0], 0x20);  // version 1, IPv4, announcement, neither encrypted nor compressed
  EXPECT_EQ(packet[1], 0x00);  // no authentication
  EXPECT_NE(packet[2] << 8 | packet[3], 0);
  EXPECT_THAT(Bytes(packet.begin() + 4, packet.begin() + 8), testing::ElementsAre(0xc0, 0x00, 0x02, 0x01));
  EXPECT_EQ(std::string(packet.begin() + 8, packet.begin() + 44), type + '\0');
  EXPECT_EQ(Bytes(packet.begin() + 44, packet.end()), kPart);
}

TEST(GuidePart, AFullOneOverIpv6IsTheLargestPacket) {
  PartView part = *parse_part(kPart);
  const Bytes piece(kMostPiece, 0xee);
  part.piece = piece;
  EXPECT_EQ(part_packet(encode_part(part), *parse_address("2001:db8::1")).size(), 1'200u);
}

TEST(GuidePage, InflatesWhatZlibMadeOfIt) {
  const auto page = inflate_page(kDeflated);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->entries, std::vector{entry_named(0x8000'0001, "Jazz")});
}

TEST(GuidePage, IsCutIntoPartsThatFitAndSayTheirPlace) {
  const auto parts = cut_page(big_page(0x12'3456, 500, 9));
  ASSERT_TRUE(parts);
  ASSERT_GT(parts->size(), 2u);
  for (std::size_t i = 0; i < parts->size(); ++i) {
    const auto part = parse_part((*parts)[i]);
    ASSERT_TRUE(part);
    EXPECT_EQ(part->part, i);
    EXPECT_EQ(part->parts, parts->size());
    EXPECT_EQ(part->page, 0x12'3456u);
    EXPECT_EQ(part->revision, 9u);
    EXPECT_EQ(part->piece.size() == kMostPiece, i + 1 < parts->size());
  }
}

TEST(GuidePage, IsRefusedWhenItDoesNotFit) {
  EXPECT_EQ(cut_page(big_page(16, 9'000)).error().code, ParseErrc::over_limit);
  EXPECT_EQ(cut_page(big_page(kMostPage + 1, 1)).error().code, ParseErrc::bad_value);
}

}  // namespace
}  // namespace joincast::guide
