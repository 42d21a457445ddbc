// SPDX-License-Identifier: LGPL-2.1-or-later
// Every message of RFC 2710, 3810, 1112, 2236, 3376 and 4286 as literal octets, both ways.
#include <gtest/gtest.h>

#include "membership/codec.h"
#include "tests/membership/octets.h"

namespace joincast::membership {
namespace {

using namespace std::chrono_literals;

const IpAddress kRouter6 = ip("fe80::1:2:3:4");
const IpAddress kGroup6 = ip("ff3e:40:2001:db8:d0be:f00d:8000:1");
const IpAddress kRouter4 = ip("192.0.2.1");
const IpAddress kHost4 = ip("192.0.2.7");
const IpAddress kGroup4 = ip("239.195.1.1");
const IpAddress kNone6{};
const IpAddress kNone4 = IpAddress::v4(0);

struct Case {
  const char* name;
  Packet packet;
  Bytes octets;
};

void PrintTo(const Case& one, std::ostream* out) { *out << one.name; }

std::vector<Case> all_cases() {
  return {
      {"MldV2GeneralQuery",
       {kRouter6, kAllNodesV6, Query{Dialect::v3, kNone6, 10s, false, 2, 125s, {}}},
       hex("82 00 568d "                           // type 130, code, checksum
           "2710 0000 "                            // 10,000 ms, reserved
           "00000000 00000000 00000000 00000000 "  // no group
           "02 7d 0000")},                         // S 0, QRV 2, QQIC 125, no sources
      {"MldV2GroupAndSourceQuery",
       {kRouter6, kGroup6, Query{Dialect::v3, kGroup6, 300ms, true, 2, 125s, {ip("2001:db8::a")}}},
       hex("82 00 6994 "
           "012c 0000 "  // 300 ms
           "ff3e0040 20010db8 d0bef00d 80000001 "
           "0a 7d 0001 "  // S 1, QRV 2
           "20010db8 00000000 00000000 0000000a")},
      {"MldV1Query",
       {kRouter6, kAllNodesV6, Query{Dialect::v2, kNone6, 10s, false, 0, 0s, {}}},
       hex("82 00 590e 2710 0000 00000000 00000000 00000000 00000000")},
      {"MldV1Report",
       {kRouter6, kGroup6, OldReport{Dialect::v2, kGroup6}},
       hex("83 00 a215 0000 0000 ff3e0040 20010db8 d0bef00d 80000001")},
      {"MldV1Done",
       {kRouter6, kAllRoutersV6, Leave{kGroup6}},
       hex("84 00 1017 0000 0000 ff3e0040 20010db8 d0bef00d 80000001")},
      {"MldMrdAdvertisement",
       {kRouter6, kAllSnoopersV6, RouterAdvertisement{20, 125, 2}},
       hex("97 14 6a32 "   // type 151, interval 20 s
           "007d 0002")},  // QQI 125 s, robustness 2
      {"MldMrdSolicitation", {kRouter6, kAllRoutersV6, RouterSolicitation{}}, hex("98 00 6a31")},
      {"MldMrdTermination", {kRouter6, kAllSnoopersV6, RouterTermination{}}, hex("99 00 68c9")},
      {"IgmpV3GeneralQuery",
       {kRouter4, kAllSystems, Query{Dialect::v3, kNone4, 10s, false, 2, 125s, {}}},
       hex("11 64 ec1e "  // type, 100 x 0.1 s, checksum
           "00000000 "
           "02 7d 0000")},
      {"IgmpV3GroupAndSourceQuery",
       {kRouter4, kGroup4, Query{Dialect::v3, kGroup4, 300ms, true, 2, 248s, {ip("192.0.2.10")}}},
       hex("11 03 319d efc30101 "
           "0a 8f 0001 "  // QQIC 0x8f: (15 | 16) << 3 = 248 s
           "c000020a")},
      {"IgmpV2Query",
       {kRouter4, kAllSystems, Query{Dialect::v2, kNone4, 10s, false, 0, 0s, {}}},
       hex("11 64 ee9b 00000000")},
      {"IgmpV1Query",
       {kRouter4, kAllSystems, Query{Dialect::v1, kNone4, 0s, false, 0, 0s, {}}},
       hex("11 00 eeff 00000000")},
      {"IgmpV1Report", {kHost4, kGroup4, OldReport{Dialect::v1, kGroup4}}, hex("12 00 fd3a efc30101")},
      {"IgmpV2Report", {kHost4, kGroup4, OldReport{Dialect::v2, kGroup4}}, hex("16 00 f93a efc30101")},
      {"IgmpV2Leave", {kHost4, kAllRouters, Leave{kGroup4}}, hex("17 00 f83a efc30101")},
      {"IgmpMrdAdvertisement", {kRouter4, kAllSnoopers, RouterAdvertisement{20, 125, 2}}, hex("30 14 cf6c 007d 0002")},
      {"IgmpMrdSolicitation", {kHost4, kAllRouters, RouterSolicitation{}}, hex("31 00 ceff")},
      {"IgmpMrdTermination", {kRouter4, kAllSnoopers, RouterTermination{}}, hex("32 00 cdff")},
  };
}

class EveryMessage : public testing::TestWithParam<Case> {};

TEST_P(EveryMessage, IsParsed) {
  const auto& [name, packet, octets] = GetParam();
  EXPECT_EQ(parse_message(octets, packet.source, packet.destination), packet);
}

TEST_P(EveryMessage, IsEncodedToTheSameOctets) {
  const auto& [name, packet, octets] = GetParam();
  EXPECT_EQ(encode(packet), octets);
}

TEST_P(EveryMessage, GoesToTheAddressItsRfcNames) {
  const auto& [name, packet, octets] = GetParam();
  EXPECT_EQ(destination_of(packet.message, packet.family()), packet.destination);
}

TEST_P(EveryMessage, ComesBackFromAWholeIpPacket) {
  EXPECT_EQ(parse(to_ip_packet(GetParam().packet)), GetParam().packet);
}

TEST_P(EveryMessage, IsRefusedWhenTruncatedAnywhere) {
  const auto& [name, packet, octets] = GetParam();
  for (std::size_t size = 0; size < octets.size(); ++size) {
    const auto cut =
        parse_message(Exact(ByteView(octets).first(size)), packet.source, packet.destination, Direction::outgoing);
    if (size == 24 && octets.size() > 24 && octets[0] == 0x82) continue;  // by its length an MLDv1 query
    if (size == 8 && octets.size() > 8 && octets[0] == 0x11) continue;    // by its length an IGMPv2 query
    EXPECT_FALSE(cut) << size;
  }
}

TEST_P(EveryMessage, IsRefusedWithAnyOctetChanged) {
  const auto& [name, packet, octets] = GetParam();
  for (std::size_t i = 0; i < octets.size(); ++i) {
    Bytes changed = octets;
    changed[i] ^= 0x55;
    EXPECT_FALSE(parse_message(changed, packet.source, packet.destination)) << i;
  }
}

INSTANTIATE_TEST_SUITE_P(Rfc, EveryMessage, testing::ValuesIn(all_cases()),
                         [](const auto& one) { return std::string(one.param.name); });

TEST(MldV2Report, KeepsRecordsInOrderAndDropsAuxiliaryData) {
  const Bytes octets =
      hex("8f 00 835b 0000 0002 "  // type 143, two records
          "04 00 0000 "            // TO_EX, no sources
          "ff3e0040 20010db8 d0bef00d 80000001 "
          "05 01 0002 "  // ALLOW, one word of auxiliary data, two sources
          "ff3e0000 00000000 00000000 80000002 "
          "20010db8 00000000 00000000 0000000a "
          "20010db8 00000000 00000000 0000000b "
          "deadbeef");
  const Report report{{{RecordType::to_exclude, kGroup6, {}},
                       {RecordType::allow, ip("ff3e::8000:2"), {ip("2001:db8::a"), ip("2001:db8::b")}}}};
  EXPECT_EQ(parse_message(octets, kRouter6, kMldV2RoutersV6), (Packet{kRouter6, kMldV2RoutersV6, report}));
  for (std::size_t size = 0; size < octets.size(); ++size)
    EXPECT_FALSE(parse_message(Exact(ByteView(octets).first(size)), kRouter6, kMldV2RoutersV6, Direction::outgoing));
}

TEST(IgmpV3Report, KeepsRecordsInOrderAndDropsAuxiliaryData) {
  const Bytes octets =
      hex("22 00 9a89 0000 0002 "
          "03 00 0000 efc30101 "                     // TO_IN, no sources: a leave
          "06 01 0001 e8010203 c000020a deadbeef");  // BLOCK
  const Report report{
      {{RecordType::to_include, kGroup4, {}}, {RecordType::block, ip("232.1.2.3"), {ip("192.0.2.10")}}}};
  EXPECT_EQ(parse_message(octets, kHost4, kIgmpV3Routers), (Packet{kHost4, kIgmpV3Routers, report}));
  for (std::size_t size = 0; size < octets.size(); ++size)
    EXPECT_FALSE(parse_message(Exact(ByteView(octets).first(size)), kHost4, kIgmpV3Routers, Direction::outgoing));
}

TEST(Report, WithAnUnknownRecordTypeIsKept) {
  const Bytes octets = hex("22 00 0000 0000 0001 09 00 0000 efc30101");
  const auto packet = parse_message(octets, kHost4, kIgmpV3Routers, Direction::outgoing);
  ASSERT_TRUE(packet);
  EXPECT_EQ(std::get<Report>(packet->message).records.at(0).type, RecordType{9});
}

TEST(Report, ClaimingMoreRecordsThanItHoldsIsTruncated) {
  const Bytes octets = hex("22 00 0000 0000 ffff 04 00 0000 efc30101");
  const auto packet = parse_message(octets, kHost4, kIgmpV3Routers, Direction::outgoing);
  ASSERT_FALSE(packet);
  EXPECT_EQ(packet.error().code, ParseErrc::truncated);
}

TEST(Query, OfALengthBetweenTheVersionsIsRefused) {
  // RFC 3810 section 8.1: 25 to 27 octets are neither; RFC 3376 section 7.1: 9 to 11.
  Bytes mld = hex("82 00 0000 2710 0000 00000000 00000000 00000000 00000000 02 7d 00");
  EXPECT_EQ(parse_message(mld, kRouter6, kAllNodesV6, Direction::outgoing).error().code, ParseErrc::bad_length);
  Bytes igmp = hex("11 64 0000 00000000 02 7d 00");
  EXPECT_EQ(parse_message(igmp, kRouter4, kAllSystems, Direction::outgoing).error().code, ParseErrc::bad_length);
}

TEST(Query, OfTheFutureMayBeLonger) {
  const Bytes octets = hex("11 64 0000 00000000 02 7d 0000 01020304");
  EXPECT_TRUE(parse_message(octets, kRouter4, kAllSystems, Direction::outgoing));
}

TEST(Query, ForAUnicastAddressIsRefused) {
  const Bytes octets = hex("11 64 0000 c0000207");
  EXPECT_EQ(parse_message(octets, kRouter4, kAllSystems, Direction::outgoing).error().code, ParseErrc::bad_address);
}

TEST(OldReport, ForAUnicastAddressIsRefused) {
  const Bytes octets = hex("16 00 0000 c0000207");
  EXPECT_EQ(parse_message(octets, kHost4, kGroup4, Direction::outgoing).error().code, ParseErrc::bad_address);
}

TEST(Source, OfAnMldQueryMustBeLinkLocal) {
  const Packet global{ip("2001:db8::1"), kAllNodesV6, Query{.group = kNone6}};
  EXPECT_EQ(parse(to_ip_packet(global)).error().code, ParseErrc::bad_address);
  const Packet unspecified{kNone6, kAllNodesV6, Query{.group = kNone6}};
  EXPECT_EQ(parse(to_ip_packet(unspecified)).error().code, ParseErrc::bad_address);
}

TEST(Source, OfAnMldReportMayBeUnspecified) {
  // RFC 3590: sent before duplicate address detection ends. The tracker ignores it.
  const Bytes octets = hex("8f 00 ff88 0000 0001 04 00 0000 ff3e0040 20010db8 d0bef00d 80000001");
  EXPECT_TRUE(parse_message(octets, kNone6, kMldV2RoutersV6));
}

TEST(Source, OfAnIgmpReportMayBeUnspecifiedButNoGroup) {
  EXPECT_TRUE(parse(to_ip_packet({kNone4, kGroup4, OldReport{Dialect::v2, kGroup4}})));
  EXPECT_FALSE(parse(to_ip_packet({kGroup4, kGroup4, OldReport{Dialect::v2, kGroup4}})));
  EXPECT_FALSE(parse(to_ip_packet({ip("255.255.255.255"), kGroup4, OldReport{Dialect::v2, kGroup4}})));
}

TEST(MacAddress, TakesTheLowBitsOfTheGroup) {
  EXPECT_EQ(mac_address(ip("239.195.1.2")), (std::array<std::uint8_t, 6>{0x01, 0x00, 0x5e, 0x43, 0x01, 0x02}));
  EXPECT_EQ(mac_address(ip("ff3e::8001:203")), (std::array<std::uint8_t, 6>{0x33, 0x33, 0x80, 0x01, 0x02, 0x03}));
}

}  // namespace
}  // namespace joincast::membership
