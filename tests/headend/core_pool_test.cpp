// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Numbers that the IPv4 pool has no place for: the guide tells their groups, and a join of one means the number.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "headend/core.h"
#include "tests/headend/world.h"

namespace joincast::headend {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr ServiceNumber kFar{0x0200'0001};

class CoreWithPool : public ::testing::Test {
 protected:
  static Config config() {
    Config config = World::two_stations();
    config.directories.sources = {{directory::SourceKind::xiph, directory::kXiph, "xiph"}};
    return config;
  }
  World world_{config()};
};

TEST_F(CoreWithPool, AJoinOfAnAllottedGroupStartsItsStationThere) {
  const auto address = world_.core().group_v4(kFar, true);
  ASSERT_TRUE(address);
  EXPECT_EQ(world_.core().group_v4(kFar, false), address);
  const Group group{*address, World::kInterface};
  world_.join(group);
  EXPECT_THAT(world_.asked, ElementsAre(kFar));
  ServiceConfig service;
  service.name = "Far away";
  service.urls = {"http://far.example/live"};
  world_.answer(kFar, service);
  ASSERT_THAT(world_.started, SizeIs(1));
  EXPECT_EQ(world_.announced(group).at(0).name, "Far away");
}

TEST_F(CoreWithPool, AGroupThatNobodyWasToldOfMeansNothing) {
  EXPECT_FALSE(world_.core().group_v4(kFar, false));
  world_.join({*parse_address("239.195.200.1"), World::kInterface});
  EXPECT_THAT(world_.asked, IsEmpty());
}

TEST_F(CoreWithPool, PlacesNameTheGroupOnceItIsAllotted) {
  const auto v4 = [this] {
    for (const StandardPlace& place : world_.core().places(kFar))
      if (place.service_group.is_v4()) return std::optional(place.service_group);
    return std::optional<IpAddress>();
  };
  EXPECT_FALSE(v4());
  const auto address = world_.core().group_v4(kFar, true);
  EXPECT_EQ(v4(), address);
}

TEST_F(CoreWithPool, ConfiguredNumbersKeepTheirComputedGroup) {
  EXPECT_EQ(world_.core().group_v4(ServiceNumber{1}, true), parse_address("239.195.1.1"));
}

}  // namespace
}  // namespace joincast::headend
