// SPDX-License-Identifier: LGPL-2.1-or-later
#include "sap/packet.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/sap/samples.h"

namespace joincast::sap {
namespace {

const Bytes kIpv4 = {
    0x20,                    // version 1, IPv4, announcement
    0x00,                    // no authentication
    0x12, 0x34,              // message id hash
    0xc0, 0x00, 0x02, 0x01,  // originating source 192.0.2.1
    'a',  'p',  'p',  'l',  'i', 'c', 'a', 't', 'i', 'o', 'n', '/', 's', 'd', 'p', 0x00, 'v', '=', '0',
};

const Bytes kIpv6Deletion = {
    0x34,                                                                    // version 1, IPv6, deletion
    0x01,                                                                    // one word of authentication
    0xff, 0xfe,                                                              // message id hash
    0x20, 0x01, 0x0d, 0xb8, 0x01, 0x02, 0x03, 0x04,                          // originating source
    0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0xa1, 0xa2, 0xa3, 0xa4,  // authentication
    'o',  '=',  'x',
};

/// `application/sdp` NUL `v=0` CRLF, deflated as a whole by zlib.
const Bytes kDeflated = {
    0x21, 0x00, 0x00, 0x07, 0xc0, 0x00, 0x02, 0x01,  // version 1, IPv4, compressed; hash 7; 192.0.2.1
    0x78, 0xda, 0x4b, 0x2c, 0x28, 0xc8, 0xc9, 0x4c, 0x4e, 0x2c, 0xc9, 0xcc, 0xcf, 0xd3, 0x2f,
    0x4e, 0x29, 0x60, 0x28, 0xb3, 0x35, 0xe0, 0xe5, 0x02, 0x00, 0x59, 0x2c, 0x07, 0x05,
};

Bytes with_flags(Bytes packet, std::uint8_t flags) {
  packet[0] = flags;
  return packet;
}

ParseErrc refusal(const Bytes& packet, const ParseLimits& limits = {}) {
  Bytes inflated;
  const auto result = parse(packet, inflated, limits);
  EXPECT_FALSE(result);
  return result ? ParseErrc::truncated : result.error().code;
}

TEST(SapPacket, ReadsAnAnnouncementOfAnIpv4Host) {
  Bytes inflated;
  const auto packet = parse(kIpv4, inflated);
  ASSERT_TRUE(packet);
  EXPECT_FALSE(packet->deletion);
  EXPECT_FALSE(packet->compressed);
  EXPECT_EQ(packet->id_hash, 0x1234);
  EXPECT_EQ(packet->origin, IpAddress::v4(0xc000'0201));
  EXPECT_TRUE(packet->authentication.empty());
  EXPECT_EQ(packet->payload_type, "application/sdp");
  EXPECT_EQ(as_text(packet->payload), "v=0");
}

TEST(SapPacket, ReadsADeletionOfAnIpv6HostBehindItsAuthentication) {
  Bytes inflated;
  const auto packet = parse(kIpv6Deletion, inflated);
  ASSERT_TRUE(packet);
  EXPECT_TRUE(packet->deletion);
  EXPECT_EQ(packet->id_hash, 0xfffe);
  EXPECT_EQ(packet->origin, parse_address("2001:db8:102:304:506:708:90a:b0c"));
  EXPECT_EQ(Bytes(packet->authentication.begin(), packet->authentication.end()), (Bytes{0xa1, 0xa2, 0xa3, 0xa4}));
  EXPECT_EQ(packet->payload_type, kSdpType);
  EXPECT_EQ(as_text(packet->payload), "o=x");
}

TEST(SapPacket, InflatesItsPayloadWithItsType) {
  Bytes inflated;
  const auto packet = parse(kDeflated, inflated);
  ASSERT_TRUE(packet) << to_string(packet.error().code);
  EXPECT_TRUE(packet->compressed);
  EXPECT_EQ(packet->payload_type, "application/sdp");
  EXPECT_EQ(as_text(packet->payload), "v=0\r\n");
}

TEST(SapPacket, InflatesNoMoreThanAllowed) {
  EXPECT_EQ(refusal(kDeflated, {.inflated_octets = 20}), ParseErrc::over_limit);
  const std::string bomb = "v=0\r\n" + std::string(10'000'000, 'a');
  PacketView packet;
  packet.payload = as_bytes(bomb);
  const auto encoded = encode(packet, {.max_octets = 65'000, .compress = true});
  ASSERT_TRUE(encoded);
  EXPECT_EQ(refusal(*encoded), ParseErrc::over_limit);
}

TEST(SapPacket, RefusesWhatDoesNotInflate) {
  Bytes spoiled = kDeflated;
  spoiled[20] ^= 0xff;
  EXPECT_EQ(refusal(spoiled), ParseErrc::bad_compression);
  EXPECT_EQ(refusal(Bytes(kDeflated.begin(), kDeflated.end() - 1)), ParseErrc::bad_compression);
  EXPECT_EQ(refusal(with_flags(kIpv4, 0x21)), ParseErrc::bad_compression);
}

TEST(SapPacket, RecognisesEncryption) { EXPECT_EQ(refusal(with_flags(kIpv4, 0x22)), ParseErrc::encrypted); }

TEST(SapPacket, RefusesOtherVersions) {
  EXPECT_EQ(refusal(with_flags(kIpv4, 0x00)), ParseErrc::unsupported_version);
  EXPECT_EQ(refusal(with_flags(kIpv4, 0x40)), ParseErrc::unsupported_version);
}

TEST(SapPacket, SkipsTheReservedBit) {
  Bytes inflated;
  EXPECT_TRUE(parse(with_flags(kIpv4, 0x28), inflated));
}

TEST(SapPacket, CarriesTheSamePayloadInEveryForm) {
  for (const char* name :
       {"announcement_ipv4", "announcement_without_type", "authenticated", "compressed", "compressed_behind_type"}) {
    const Bytes octets = vector_octets(std::string("sap/") + name + ".sap");
    Bytes inflated;
    const auto packet = parse(octets, inflated);
    ASSERT_TRUE(packet) << name;
    EXPECT_EQ(packet->payload_type, kSdpType) << name;
    EXPECT_EQ(Bytes(packet->payload.begin(), packet->payload.end()), vector_octets("sdp/aes67.sdp")) << name;
  }
}

TEST(SapPacket, KnowsOtherTypesOnlyByName) {
  Bytes other = {0x20, 0, 0, 1, 192, 0, 2, 1, 't', 'e', 'x', 't', '/', 'x', 0, 0xff};
  Bytes inflated;
  const auto packet = parse(other, inflated);
  ASSERT_TRUE(packet);
  EXPECT_EQ(packet->payload_type, "text/x");
  EXPECT_EQ(packet->payload.size(), 1u);
  other[12] = ' ';
  EXPECT_EQ(refusal(other), ParseErrc::bad_value);
}

TEST(SapPacket, RefusesEveryTruncationOfItsHeader) {
  for (const Bytes& whole : {kIpv4, kIpv6Deletion}) {
    const std::size_t header = whole == kIpv4 ? 8 : 24;
    for (std::size_t size = 0; size < header; ++size)
      EXPECT_EQ(refusal(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size))), ParseErrc::truncated);
  }
  EXPECT_EQ(refusal(Bytes(kIpv4.begin(), kIpv4.begin() + 8)), ParseErrc::missing);
  EXPECT_EQ(refusal(Bytes(kIpv4.begin(), kIpv4.begin() + 20)), ParseErrc::bad_value);
}

TEST(SapPacket, WritesTheOctetsItReads) {
  for (const Bytes& octets : {kIpv4, kIpv6Deletion}) {
    Bytes inflated;
    const auto packet = parse(octets, inflated);
    ASSERT_TRUE(packet);
    EXPECT_EQ(encode(*packet, {.with_type = octets == kIpv4}), octets);
  }
}

TEST(SapPacket, IsNeverLongerThanAllowed) {
  const std::string text = "v=0\r\n" + std::string(995, 'a');  // 8 + 16 + 1,000
  PacketView packet;
  packet.origin = IpAddress::v4(1);
  packet.payload = as_bytes(text);
  EXPECT_EQ(encode(packet)->size(), 1'024u);
  const std::string longer = text + 'a';
  packet.payload = as_bytes(longer);
  EXPECT_EQ(encode(packet).error(), (ParseError{ParseErrc::over_limit, 1'025}));
  EXPECT_TRUE(encode(packet, {.with_type = false}));
}

TEST(SapPacket, IsRefusedWhenNobodyCouldReadIt) {
  PacketView packet;
  packet.payload = as_bytes("x=1");
  EXPECT_EQ(encode(packet, {.with_type = false}).error().code, ParseErrc::bad_value);
  packet.payload_type = "no type";
  EXPECT_EQ(encode(packet).error().code, ParseErrc::bad_value);
  packet.payload_type = kSdpType;
  packet.authentication = as_bytes("abc");
  EXPECT_EQ(encode(packet).error().code, ParseErrc::bad_length);
  packet.authentication = {};
  packet.payload = {};
  EXPECT_EQ(encode(packet).error().code, ParseErrc::missing);
}

TEST(SapHash, IsNeverZeroAndChangesWithThePayload) {
  EXPECT_NE(id_hash(as_bytes("v=0 a")), id_hash(as_bytes("v=0 b")));
  for (std::uint32_t i = 0; i < 300'000; ++i) ASSERT_NE(id_hash(as_bytes(std::to_string(i))), 0);
}

TEST(SapSessionKey, LeavesOutTheVersion) {
  const SessionKey first = session_key(as_bytes("v=0\r\no=jane doe 123 4 IN IP4 192.0.2.1\r\ns=x\r\n"));
  EXPECT_EQ(first.before, "jane doe 123");
  EXPECT_EQ(first.version, "4");
  EXPECT_EQ(first.after, "IN IP4 192.0.2.1");
  EXPECT_EQ(first, session_key(as_bytes("o=jane doe 123 5 IN IP4 192.0.2.1")));
  EXPECT_FALSE(first == session_key(as_bytes("o=jane doe 124 4 IN IP4 192.0.2.1")));
}

TEST(SapSessionKey, IsEmptyWithoutAWholeOriginLine) {
  for (const char* text :
       {"", "o=", "o=- 1 IN IP4 192.0.2.1", "o=1 IN IP4 x", "v=0\r\ns=o=- 1 1 IN IP4 192.0.2.1", "no= 1 1 IN IP4 x"})
    EXPECT_TRUE(session_key(as_bytes(text)).before.empty()) << text;
}

}  // namespace
}  // namespace joincast::sap
