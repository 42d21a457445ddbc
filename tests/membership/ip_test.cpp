// SPDX-License-Identifier: LGPL-2.1-or-later
// What a packet socket delivers, from the IP header on.
#include <gtest/gtest.h>

#include "membership/codec.h"
#include "tests/membership/octets.h"

namespace joincast::membership {
namespace {

using namespace std::chrono_literals;

const IpAddress kGroup4 = ip("239.195.1.1");
const IpAddress kGroup6 = ip("ff3e:40:2001:db8:d0be:f00d:8000:1");

const Packet kQuery4{ip("192.0.2.1"), kAllSystems, Query{Dialect::v3, IpAddress::v4(0), 10s, false, 2, 125s, {}}};
const Packet kQuery6{ip("fe80::1:2:3:4"), kAllNodesV6, Query{Dialect::v3, IpAddress{}, 10s, false, 2, 125s, {}}};

Bytes igmp_packet() {
  return hex(
      "46 c0 0024 "         // version 4, six words; CS6; 36 octets
      "0000 4000 "          // do not fragment
      "01 02 4211 "         // TTL 1, IGMP, checksum
      "c0000201 e0000001 "  // 192.0.2.1 to 224.0.0.1
      "94 04 0000 "         // router alert
      "11 64 ec1e 00000000 02 7d 0000");
}

Bytes mld_packet() {
  return hex(
      "6c 0 00000 0024 00 01 "  // version 6, CS6, 36 octets, hop-by-hop follows, hop limit 1
      "fe800000 00000000 00010002 00030004 "
      "ff020000 00000000 00000000 00000001 "
      "3a 00 "       // ICMPv6 follows, eight octets in all
      "05 02 0000 "  // router alert: MLD
      "01 00 "       // PadN
      "82 00 568d 2710 0000 00000000 00000000 00000000 00000000 02 7d 0000");
}

ParseErrc why(ByteView octets, Direction direction = Direction::incoming) {
  const auto packet = parse(octets, direction);
  EXPECT_FALSE(packet);
  return packet ? ParseErrc{} : packet.error().code;
}

TEST(IpPacket, IsWrittenWithRouterAlertAndHopLimitOne) {
  EXPECT_EQ(to_ip_packet(kQuery4), igmp_packet());
  EXPECT_EQ(to_ip_packet(kQuery6), mld_packet());
}

TEST(IpPacket, IsReadBack) {
  EXPECT_EQ(parse(igmp_packet()), kQuery4);
  EXPECT_EQ(parse(mld_packet()), kQuery6);
}

TEST(IpPacket, MayBePaddedByTheLinkLayer) {
  Bytes v4 = igmp_packet();
  v4.resize(46, 0xee);
  EXPECT_EQ(parse(v4), kQuery4);
  Bytes v6 = mld_packet();
  v6.resize(100, 0xee);
  EXPECT_EQ(parse(v6), kQuery6);
}

TEST(IpPacket, OfIgmpNeedsNoRouterAlert) {
  const Bytes octets =
      hex("45 00 001c 1234 0000 01 02 f4e0 "  // no options
          "c0000207 efc30101 "
          "16 00 f93a efc30101");
  EXPECT_EQ(parse(octets), (Packet{ip("192.0.2.7"), kGroup4, OldReport{Dialect::v2, kGroup4}}));
}

TEST(IpPacket, OfMldNeedsItsRouterAlert) {
  Bytes octets = mld_packet();
  octets[42] = 0x01;  // PadN instead
  EXPECT_EQ(why(octets), ParseErrc::missing);
  octets = mld_packet();
  octets[45] = 0x01;  // a router alert for RSVP
  EXPECT_EQ(why(octets), ParseErrc::missing);
}

TEST(IpPacket, OfMldWithoutAnyExtensionHeaderIsRefused) {
  Bytes octets = mld_packet();
  octets.erase(octets.begin() + 40, octets.begin() + 48);
  octets[5] = 0x1c;
  octets[6] = 0x3a;
  EXPECT_EQ(why(octets), ParseErrc::missing);
}

TEST(IpPacket, FindsTheRouterAlertBehindOtherOptions) {
  Bytes octets = mld_packet();
  const Bytes options = hex("3a 01 00 01 01 ff 1e 02 abcd 05 02 0000 01 00");  // Pad1, PadN, unknown, alert, PadN
  octets.erase(octets.begin() + 40, octets.begin() + 48);
  octets.insert(octets.begin() + 40, options.begin(), options.end());
  octets[5] = 0x2c;
  EXPECT_EQ(parse(octets), kQuery6);
}

TEST(IpPacket, FromBeyondTheLinkIsRefused) {
  Bytes v6 = mld_packet();
  v6[7] = 2;
  EXPECT_EQ(why(v6), ParseErrc::bad_value);
  Bytes v4 = igmp_packet();
  v4[8] = 2;
  v4[10] = 0x41;  // its checksum made right again
  EXPECT_EQ(why(v4), ParseErrc::bad_value);
}

TEST(IpPacket, InFragmentsIsRefused) {
  Bytes octets = igmp_packet();
  octets[6] = 0x20;
  EXPECT_EQ(why(octets), ParseErrc::bad_value);
}

TEST(IpPacket, WithAWrongHeaderChecksumIsRefused) {
  Bytes octets = igmp_packet();
  octets[11] ^= 1;
  EXPECT_EQ(why(octets), ParseErrc::bad_checksum);
}

TEST(IpPacket, OfTheOwnHostMayLackItsChecksums) {
  Bytes v4 = igmp_packet();
  v4[10] = v4[11] = v4[26] = v4[27] = 0;
  EXPECT_EQ(parse(v4, Direction::outgoing), kQuery4);
  EXPECT_EQ(why(v4), ParseErrc::bad_checksum);
  Bytes v6 = mld_packet();
  v6[50] = v6[51] = 0;
  EXPECT_EQ(parse(v6, Direction::outgoing), kQuery6);
  EXPECT_EQ(why(v6), ParseErrc::bad_checksum);
}

TEST(IpPacket, OfAnotherProtocolIsSomebodyElses) {
  Bytes udp = igmp_packet();
  udp[9] = 17;
  EXPECT_EQ(why(udp), ParseErrc::wrong_type);
  Bytes pim = igmp_packet();
  pim[24] = 0x14;
  EXPECT_EQ(why(pim), ParseErrc::wrong_type);
  Bytes neighbour = mld_packet();
  neighbour[48] = 135;
  EXPECT_EQ(why(neighbour), ParseErrc::wrong_type);
  Bytes udp6 = mld_packet();
  udp6[6] = 17;
  EXPECT_EQ(why(udp6), ParseErrc::wrong_type);
}

TEST(IpPacket, OfAnUnknownVersionIsRefused) {
  EXPECT_EQ(why(hex("55 00")), ParseErrc::unsupported_version);
  EXPECT_EQ(why({}), ParseErrc::truncated);
}

TEST(IpPacket, WithContradictingLengthsIsRefused) {
  Bytes header = igmp_packet();
  header[0] = 0x44;  // four words
  EXPECT_EQ(why(header), ParseErrc::bad_length);
  Bytes total = igmp_packet();
  total[3] = 0x10;  // less than its header
  EXPECT_EQ(why(total), ParseErrc::bad_length);
  Bytes extension = mld_packet();
  extension[41] = 0xff;  // a hop-by-hop header beyond the packet
  EXPECT_EQ(why(extension), ParseErrc::bad_length);
}

TEST(IpPacket, IsRefusedWhenTruncatedAnywhere) {
  for (const Bytes& octets : {igmp_packet(), mld_packet()})
    for (std::size_t size = 0; size < octets.size(); ++size)
      EXPECT_FALSE(parse(Exact(ByteView(octets).first(size)), Direction::outgoing)) << size;
}

TEST(IpPacket, SurvivesEveryOctetOfItsHeaders) {
  for (const Bytes& octets : {igmp_packet(), mld_packet()})
    for (std::size_t i = 0; i < octets.size(); ++i)
      for (unsigned value = 0; value < 256; ++value) {
        Bytes changed = octets;
        changed[i] = static_cast<std::uint8_t>(value);
        (void)parse(Exact(changed), Direction::outgoing);
      }
}

}  // namespace
}  // namespace joincast::membership
