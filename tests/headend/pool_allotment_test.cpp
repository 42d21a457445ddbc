// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/pool_allotment.h"

#include <gtest/gtest.h>

#include <set>

namespace joincast::headend {
namespace {

constexpr ServiceNumber kStation{0x8300'1234};
const auto kNobody = [](ServiceNumber) { return false; };

PoolAllotment allotment_of(const std::vector<ServiceNumber>& configured = {}) {
  PoolAllotment allotment;
  allotment.configure(kDefaultPool, configured);
  return allotment;
}

TEST(PoolAllotment, GivesGroupsOfTheUpperHalfInFrontOfTheGuidesPages) {
  PoolAllotment allotment = allotment_of();
  std::set<IpAddress> groups;
  for (std::uint32_t i = 0; i < 10'000; ++i) {
    const auto group = allotment.allot(ServiceNumber{0x8300'0000 + i * 7}, kNobody);
    ASSERT_TRUE(group);
    EXPECT_GE(*group, *parse_address("239.195.128.0"));
    EXPECT_LE(*group, *parse_address("239.195.254.255"));
    groups.insert(*group);
  }
  EXPECT_GT(groups.size(), 9'900u) << "few lose theirs while there is room";
}

TEST(PoolAllotment, IsTheSameAtEachStart) {
  PoolAllotment one = allotment_of(), other = allotment_of();
  other.allot(ServiceNumber{0x8300'9999}, kNobody);
  EXPECT_EQ(one.allot(kStation, kNobody), other.allot(kStation, kNobody));
}

TEST(PoolAllotment, KnowsWhoseAGroupIs) {
  PoolAllotment allotment = allotment_of();
  const IpAddress group = *allotment.allot(kStation, kNobody);
  EXPECT_EQ(allotment.service_of(group), kStation);
  EXPECT_EQ(allotment.group_of(kStation), group);
  EXPECT_FALSE(allotment.service_of(IpAddress::v4(group.v4_value() ^ 0x0100'0000))) << "another pool";
  EXPECT_FALSE(allotment.group_of(ServiceNumber{0x8300'1235}));
}

TEST(PoolAllotment, LeavesConfiguredNumbersTheirPlace) {
  PoolAllotment allotment = allotment_of();
  const IpAddress group = *allotment.allot(kStation, kNobody);
  const ServiceNumber own = *service_of_group_v4(group, kDefaultPool);
  allotment.configure(kDefaultPool, {own});
  EXPECT_FALSE(allotment.service_of(group));
  EXPECT_NE(allotment.allot(kStation, kNobody), group);
  EXPECT_FALSE(allotment.allot(own, kNobody)) << "it has one by itself";
}

TEST(PoolAllotment, TakesThePlaceOfWhoWasAskedForLeastRecentlyAndIsNotInUse) {
  PoolAllotment allotment = allotment_of();
  std::vector<ServiceNumber> all;
  while (all.size() < 100'000) {  // more than there is room for
    all.push_back(ServiceNumber{0x8300'0000 + static_cast<std::uint32_t>(all.size())});
    ASSERT_TRUE(allotment.allot(all.back(), [](ServiceNumber one) { return one == kStation; }));
  }
  EXPECT_TRUE(allotment.group_of(kStation)) << "in use";
  EXPECT_TRUE(allotment.group_of(all.back()));
  EXPECT_FALSE(allotment.allot(ServiceNumber{0x8400'0001}, [](ServiceNumber) { return true; })) << "all in use";
}

TEST(PoolAllotment, ForgetsWithAnotherPoolAndNeedsOneOfSixteenBits) {
  PoolAllotment allotment = allotment_of();
  allotment.allot(kStation, kNobody);
  allotment.configure(*parse_prefix("239.196.0.0/16"), {});
  EXPECT_FALSE(allotment.group_of(kStation));
  EXPECT_EQ(allotment.allot(kStation, kNobody)->octets()[1], 196);
  allotment.configure(*parse_prefix("239.196.1.0/24"), {});
  EXPECT_FALSE(allotment.allot(kStation, kNobody));
}

}  // namespace
}  // namespace joincast::headend
