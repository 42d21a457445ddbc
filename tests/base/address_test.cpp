// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/address.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>

#include <array>

namespace joincast {
namespace {

TEST(IpAddress, TextIsCanonical) {
  EXPECT_EQ(to_string(*parse_address("2001:DB8:0:0::1")), "2001:db8::1");
  EXPECT_EQ(to_string(*parse_address("239.195.1.0")), "239.195.1.0");
}

TEST(IpAddress, IsReadAsTheSystemReadsIt) {
  for (const char* text : {"0.0.0.0",
                           "255.255.255.255",
                           "256.0.0.1",
                           "01.2.3.4",
                           "1.2.3",
                           "1.2.3.4.",
                           "1.2.3.4.5",
                           "1..2.3",
                           "1.2.3.4 ",
                           "+1.2.3.4",
                           "1.2.3.1234",
                           "",
                           ".",
                           "::",
                           "::1",
                           "1::",
                           "1::8",
                           "1:2:3:4:5:6:7:8",
                           "1:2:3:4:5:6:7::",
                           "::2:3:4:5:6:7:8",
                           "1:2:3:4:5:6:7:8::",
                           "::1:2:3:4:5:6:7:8",
                           "1:2:3:4:5:6:7",
                           "1:2:3:4:5:6:7:8:9",
                           ":",
                           ":::",
                           ":1",
                           "1:",
                           "1:::2",
                           "1::2::3",
                           "12345::",
                           "g::",
                           "-1::",
                           "0x1::",
                           "::ffff:192.0.2.1",
                           "1:2:3:4:5:6:192.0.2.1",
                           "1:2:3:4:5:6:7:192.0.2.1",
                           "::192.0.2.256",
                           "::192.0.2.1:1",
                           "::1.2.3",
                           "FF3E:40:2001:DB8:D0BE:F00D:8000:1",
                           "0000:00001::"}) {
    std::array<std::uint8_t, 16> octets{};
    const bool v4 = inet_pton(AF_INET, text, octets.data()) == 1;
    const bool v6 = !v4 && inet_pton(AF_INET6, text, octets.data()) == 1;
    const auto address = parse_address(text);
    ASSERT_EQ(address.has_value(), v4 || v6) << text;
    if (!address) continue;
    EXPECT_EQ(*address, *IpAddress::from_octets(ByteView(octets).first(v4 ? 4 : 16))) << text;
  }
}

TEST(IpAddress, RefusesZonesNamesAndOverlongText) {
  EXPECT_FALSE(parse_address("fe80::1%eth0"));
  EXPECT_FALSE(parse_address("localhost"));
  EXPECT_FALSE(parse_address(std::string(200, '1')));
  EXPECT_FALSE(parse_address(std::string_view("192.0.2.1\0x", 11)));
}

TEST(IpAddress, KnowsSourceSpecificRanges) {
  EXPECT_TRUE(parse_address("ff3e::8000:1")->is_source_specific());
  EXPECT_TRUE(parse_address("232.1.2.3")->is_source_specific());
  EXPECT_FALSE(parse_address("ff3e:40:2001:db8:d0be:f00d:8000:1")->is_source_specific());
  EXPECT_FALSE(parse_address("239.195.1.0")->is_source_specific());
}

TEST(Endpoint, BracketsIpv6) {
  EXPECT_EQ(to_string(Endpoint{*parse_address("2001:db8::1"), 5004}), "[2001:db8::1]:5004");
  EXPECT_EQ(to_string(Endpoint{*parse_address("192.0.2.1"), 9875}), "192.0.2.1:9875");
}

TEST(Prefix, ClearsHostBits) {
  EXPECT_EQ(to_string(*parse_prefix("2001:db8:d0be:f00d::77/64")), "2001:db8:d0be:f00d::/64");
  EXPECT_EQ(to_string(*parse_prefix("239.195.7.7/12")), "239.192.0.0/12");
}

TEST(Prefix, RefusesLengthsBeyondItsFamily) {
  EXPECT_FALSE(parse_prefix("239.195.0.0/33"));
  EXPECT_FALSE(parse_prefix("2001:db8::/129"));
  EXPECT_FALSE(parse_prefix("2001:db8::/64x"));
}

TEST(Prefix, ContainsOnlyItsOwnFamily) {
  EXPECT_TRUE(contains(*parse_prefix("239.195.0.0/16"), *parse_address("239.195.255.1")));
  EXPECT_FALSE(contains(*parse_prefix("239.195.0.0/16"), *parse_address("239.196.0.1")));
  EXPECT_FALSE(contains(*parse_prefix("::/0"), *parse_address("239.195.0.1")));
}

}  // namespace
}  // namespace joincast
