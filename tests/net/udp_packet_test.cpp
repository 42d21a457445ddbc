// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/udp_packet.h"

#include <gtest/gtest.h>

#include <memory>

namespace joincast::net {
namespace {

const Bytes kIpv6 = {
    0x60, 0x00, 0x00, 0x00,                          // version, traffic class, flow label
    0x00, 0x0b,                                      // payload length: 8 + 3
    0x11,                                            // next header: UDP
    0x10,                                            // hop limit 16
    0x20, 0x01, 0x0d, 0xb8, 0,    0,    0,    0,     // from
    0,    0,    0,    0,    0,    0,    0,    0x07,  //
    0xff, 0x3e, 0x00, 0x40, 0x20, 0x01, 0x0d, 0xb8,  // to
    0xd0, 0xbe, 0xf0, 0x0d, 0x80, 0x00, 0x00, 0x01,  //
    0xc0, 0x01,                                      // source port 49153
    0x13, 0x8d,                                      // destination port 5005
    0x00, 0x0b,                                      // UDP length
    0x12, 0x34,                                      // checksum
    0x81, 0xc9, 0x55,                                // data
};

const Bytes kIpv4 = {
    0x46, 0x00, 0x00, 0x23,  // version, header of 24 octets, total length 35
    0x00, 0x01, 0x40, 0x00,  // identification, don't fragment
    0x07, 0x11, 0x00, 0x00,  // TTL 7, UDP, checksum
    0xc0, 0x00, 0x02, 0x05,  // from 192.0.2.5
    0xef, 0xc3, 0x01, 0x01,  // to 239.195.1.1
    0x94, 0x04, 0x00, 0x00,  // router alert
    0xc0, 0x02, 0x13, 0x8c,  // ports 49154, 5004
    0x00, 0x0b, 0x00, 0x00,  // length, checksum
    0x80, 0x0e, 0x66,        // data
    0xaa, 0xbb,              // Ethernet padding
};

Bytes with(Bytes octets, std::size_t at, std::uint8_t value) {
  octets[at] = value;
  return octets;
}

TEST(UdpPacket, ReadsIpv6) {
  const auto udp = parse_udp(kIpv6);
  ASSERT_TRUE(udp);
  EXPECT_EQ(to_string(udp->from), "[2001:db8::7]:49153");
  EXPECT_EQ(to_string(udp->to), "[ff3e:40:2001:db8:d0be:f00d:8000:1]:5005");
  EXPECT_EQ(udp->hop_limit, 16);
  EXPECT_EQ(Bytes(udp->octets.begin(), udp->octets.end()), (Bytes{0x81, 0xc9, 0x55}));
}

TEST(UdpPacket, ReadsIpv4WithOptionsAndPadding) {
  const auto udp = parse_udp(kIpv4);
  ASSERT_TRUE(udp);
  EXPECT_EQ(to_string(udp->from), "192.0.2.5:49154");
  EXPECT_EQ(to_string(udp->to), "239.195.1.1:5004");
  EXPECT_EQ(udp->hop_limit, 7);
  EXPECT_EQ(Bytes(udp->octets.begin(), udp->octets.end()), (Bytes{0x80, 0x0e, 0x66}));
}

TEST(UdpPacket, RefusesWhatIsNotWholeUdp) {
  EXPECT_EQ(parse_udp(with(kIpv6, 6, 58)).error().code, ParseErrc::wrong_type);
  EXPECT_EQ(parse_udp(with(kIpv6, 6, 44)).error().code, ParseErrc::wrong_type);     // fragment header
  EXPECT_EQ(parse_udp(with(kIpv4, 6, 0x20)).error().code, ParseErrc::wrong_type);   // more fragments
  EXPECT_EQ(parse_udp(with(kIpv4, 7, 0x01)).error().code, ParseErrc::wrong_type);   // a later fragment
  EXPECT_EQ(parse_udp(with(kIpv4, 0, 0x44)).error().code, ParseErrc::bad_length);   // header shorter than 20
  EXPECT_EQ(parse_udp(with(kIpv4, 3, 0x17)).error().code, ParseErrc::bad_length);   // total below the header
  EXPECT_EQ(parse_udp(with(kIpv6, 45, 0x0c)).error().code, ParseErrc::bad_length);  // UDP beyond the packet
  EXPECT_EQ(parse_udp(with(kIpv6, 45, 0x07)).error().code, ParseErrc::bad_length);  // UDP below its header
  EXPECT_EQ(parse_udp(with(kIpv6, 0, 0x50)).error().code, ParseErrc::unsupported_version);
}

TEST(UdpPacket, SurvivesEveryTruncation) {
  for (const Bytes* whole : {&kIpv6, &kIpv4}) {
    const std::size_t needed = whole == &kIpv4 ? 35 : whole->size();
    for (std::size_t size = 0; size < needed; ++size) {
      const std::unique_ptr<std::uint8_t[]> copy(new std::uint8_t[size]);
      std::copy_n(whole->begin(), size, copy.get());
      EXPECT_EQ(parse_udp({copy.get(), size}).error().code, ParseErrc::truncated) << size;
    }
  }
}

}  // namespace
}  // namespace joincast::net
