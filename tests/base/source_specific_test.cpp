// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/source_specific.h"

#include <gtest/gtest.h>

namespace joincast {
namespace {

TEST(SourceSpecificGroup, CarriesTheGroupIdWithoutAPrefix) {
  EXPECT_EQ(to_string(source_specific_group(ServiceNumber(1), Scope::global)), "ff3e::8000:1");
  EXPECT_EQ(to_string(source_specific_group(ServiceNumber(1), Scope::site)), "ff35::8000:1");
  EXPECT_EQ(service_of_source_specific_group(*parse_address("ff3e::8000:1"), Scope::global), ServiceNumber(1));
}

TEST(SourceSpecificGroup, HasOneScopeAndAServiceNumber) {
  EXPECT_FALSE(service_of_source_specific_group(*parse_address("ff35::8000:1"), Scope::global));
  EXPECT_FALSE(service_of_source_specific_group(*parse_address("ff3e::1:1"), Scope::global));
  EXPECT_FALSE(service_of_source_specific_group(*parse_address("ff3e::1:8000:1"), Scope::global));
  EXPECT_FALSE(service_of_source_specific_group(*parse_address("ff0e::8000:1"), Scope::global));
}

TEST(SourceSpecificGroup, OfIpv4IsTheStationIn232) {
  EXPECT_EQ(to_string(*source_specific_group_v4(ServiceNumber(0x01'0203))), "232.1.2.3");
  EXPECT_EQ(service_of_source_specific_group(*parse_address("232.1.2.3"), Scope::global), ServiceNumber(0x01'0203));
}

TEST(SourceSpecificGroup, OfIpv4StaysClearOfLocalControlAndOtherDirectories) {
  EXPECT_FALSE(source_specific_group_v4(ServiceNumber(0xff)));
  EXPECT_FALSE(source_specific_group_v4(ServiceNumber(0x80'00ff)));
  EXPECT_TRUE(source_specific_group_v4(ServiceNumber(0x100)));
  EXPECT_FALSE(source_specific_group_v4(ServiceNumber(0x0100'0100)));  // directory 1
  EXPECT_FALSE(service_of_source_specific_group(*parse_address("232.128.0.255"), Scope::global));
}

}  // namespace
}  // namespace joincast
