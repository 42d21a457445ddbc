// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/service_number.h"

#include <gtest/gtest.h>

namespace joincast {
namespace {

const Prefix kPrefix = *parse_prefix("2001:db8:d0be:f00d::/64");

TEST(ServiceNumber, IsReadInBothForms) {
  EXPECT_EQ(parse_service_number("8000:0001"), ServiceNumber(1));
  EXPECT_EQ(parse_service_number("8000:1"), ServiceNumber(1));
  EXPECT_EQ(parse_service_number("0x80000001"), ServiceNumber(1));
  EXPECT_EQ(to_string(ServiceNumber(0xff)), "8000:00ff");
}

TEST(ServiceNumber, MustHaveItsTopBit) {
  EXPECT_FALSE(parse_service_number("0000:0001"));
  EXPECT_FALSE(parse_service_number("0x7fffffff"));
}

TEST(ServiceNumber, RefusesWhatIsNotANumber) {
  for (const char* text : {"", ":", "8000:", ":1", "8000:10000", "8000:1 ", "80000:1", "0x", "8000:0001:1", "8000:-1"})
    EXPECT_FALSE(parse_service_number(text)) << text;
}

TEST(ServiceNumber, TellsItsDirectory) {
  EXPECT_EQ(ServiceNumber(0x0500'0007).directory(), 5);
  EXPECT_EQ(ServiceNumber(0x0500'0007).station(), 7u);
  EXPECT_FALSE(ServiceNumber(0x4000'0007).directory());  // DVB
}

TEST(ServiceGroup, CarriesThePrefix) {
  EXPECT_EQ(to_string(service_group(ServiceNumber(1), kPrefix)), "ff3e:40:2001:db8:d0be:f00d:8000:1");
  EXPECT_EQ(to_string(service_group(ServiceNumber(1), kPrefix, Scope::site)), "ff35:40:2001:db8:d0be:f00d:8000:1");
}

TEST(ServiceGroup, OfALinkLocalPrefixHasLinkScope) {
  EXPECT_EQ(to_string(service_group(ServiceNumber(1), *parse_prefix("fe80::/64"))), "ff32:40:fe80::8000:1");
}

TEST(ServiceGroup, IsReadBackWithItsOwnPrefixOnly) {
  const auto group = *parse_address("ff3e:40:2001:db8:d0be:f00d:8000:1");
  EXPECT_EQ(service_of_group(group, kPrefix), ServiceNumber(1));
  EXPECT_EQ(prefix_of_group(group), kPrefix);
  EXPECT_FALSE(service_of_group(group, *parse_prefix("2001:db8::/64")));
  EXPECT_FALSE(service_of_group(*parse_address("ff3e:40:2001:db8:d0be:f00d:0:1"), kPrefix));  // no top bit
  EXPECT_FALSE(service_of_group(*parse_address("ff3e::8000:1"), kPrefix));
}

TEST(ServiceGroupV4, IsPoolPlus256PlusStation) {
  EXPECT_EQ(to_string(*service_group_v4(ServiceNumber(1), kDefaultPool)), "239.195.1.1");
  EXPECT_EQ(service_of_group_v4(*parse_address("239.195.1.1"), kDefaultPool), ServiceNumber(1));
  EXPECT_EQ(to_string(*service_group_v4(ServiceNumber(0xfdff), kDefaultPool)), "239.195.254.255");
}

TEST(ServiceGroupV4, ExistsOnlyForTheLowerHalfOfDirectoryZero) {
  EXPECT_FALSE(service_group_v4(ServiceNumber(0xfe00), kDefaultPool));
  EXPECT_FALSE(service_group_v4(ServiceNumber(0x0100'0001), kDefaultPool));
  EXPECT_FALSE(service_group_v4(ServiceNumber(1), *parse_prefix("239.195.0.0/24")));
}

TEST(ServiceGroupV4, RefusesTheMacAddressesOfLocalControl) {
  EXPECT_TRUE(collides_with_local_control(*parse_address("239.128.0.251")));
  EXPECT_TRUE(collides_with_local_control(*parse_address("224.0.0.1")));
  EXPECT_FALSE(collides_with_local_control(*parse_address("239.195.1.0")));
  EXPECT_FALSE(service_of_group_v4(*parse_address("239.195.0.7"), kDefaultPool));
}

}  // namespace
}  // namespace joincast
