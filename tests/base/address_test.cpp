// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/address.h"

#include <gtest/gtest.h>

namespace joincast {
namespace {

TEST(IpAddress, TextIsCanonical) {
  EXPECT_EQ(to_string(*parse_address("2001:DB8:0:0::1")), "2001:db8::1");
  EXPECT_EQ(to_string(*parse_address("239.195.1.0")), "239.195.1.0");
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
