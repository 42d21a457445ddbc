// SPDX-License-Identifier: LGPL-2.1-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "headend/core.h"
#include "tests/headend/world.h"

namespace joincast::headend {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::uint32_t kXiphStation = 0x0200'0001;

class CoreWithDirectories : public ::testing::Test {
 protected:
  static Config config() {
    Config config = World::two_stations();
    config.directories.sources = {{directory::SourceKind::xiph, directory::kXiph, "xiph"}};
    return config;
  }
  static ServiceConfig station() {
    ServiceConfig service;
    service.name = "Far away";
    service.urls = {"http://far.example/live"};
    return service;
  }
  std::uint64_t refused() { return world_.core().refusals().joins.total(JoinRefusal::unknown_number); }

  World world_{config()};
  const ServiceNumber number_{kXiphStation};
  const Group group_ = World::group(kXiphStation);
};

TEST_F(CoreWithDirectories, AJoinOfANumberOfTheCatalogueStartsItsStation) {
  world_.join(group_);
  EXPECT_THAT(world_.asked, ElementsAre(number_));
  EXPECT_THAT(world_.started, IsEmpty());
  world_.answer(number_, station());
  ASSERT_THAT(world_.started, SizeIs(1));
  EXPECT_EQ(world_.started[0].service.urls[0], "http://far.example/live");
  EXPECT_TRUE(world_.started[0].service.from_directory);
  EXPECT_EQ(world_.announced(group_).at(0).name, "Far away");
  EXPECT_EQ(refused(), 0u);
}

TEST_F(CoreWithDirectories, ANumberIsAskedForOnceHoweverManyWantIt) {
  for (unsigned host = 1; host < 9; ++host) world_.join(group_, host);
  EXPECT_THAT(world_.asked, SizeIs(1));
}

TEST_F(CoreWithDirectories, AnUnknownNumberIsRefusedAndCounted) {
  world_.join(group_);
  world_.answer(number_, std::nullopt);
  EXPECT_THAT(world_.started, IsEmpty());
  EXPECT_EQ(refused(), 1u);
  world_.join(group_);
  EXPECT_THAT(world_.asked, SizeIs(1)) << "not asked again for a while";
  EXPECT_EQ(refused(), 2u);
  world_.run(11s);
  world_.join(group_);
  EXPECT_THAT(world_.asked, SizeIs(2));
}

TEST_F(CoreWithDirectories, WhoLeftBeforeTheAnswerStartsNothing) {
  world_.run(20s);
  world_.join(group_);
  world_.leave(group_);
  world_.run(3s);
  world_.answer(number_, station());
  EXPECT_THAT(world_.started, IsEmpty());
}

TEST_F(CoreWithDirectories, AnAnswerThatNobodyAskedForIsNone) {
  world_.answer(number_, station());
  EXPECT_THAT(world_.started, IsEmpty());
  EXPECT_THAT(world_.core().status(), SizeIs(3));
}

TEST_F(CoreWithDirectories, AStationIsForgottenWhenNobodyWantsItAnyMore) {
  world_.run(20s);
  world_.join(group_);
  world_.answer(number_, station());
  EXPECT_THAT(world_.core().status(), SizeIs(4));
  world_.leave(group_);
  world_.run(10s);
  EXPECT_THAT(world_.stopped, SizeIs(1));
  EXPECT_THAT(world_.core().status(), SizeIs(3));
  world_.join(group_);
  EXPECT_THAT(world_.asked, SizeIs(2));
}

TEST_F(CoreWithDirectories, QuestionsOnTheirWayAreFew) {
  for (std::uint32_t i = 0; i < 2'000; ++i) world_.join(World::group(0x0200'0000 + i));
  EXPECT_LE(world_.asked.size(), 256u);
}

TEST_F(CoreWithDirectories, OnlyNumbersOfDirectoriesAreAsked) {
  world_.join(World::group(77));           // the headend's own
  world_.join(World::group(0x3f00'0001));  // the guide's pages
  world_.join(World::group(0x4000'0001));  // DVB
  EXPECT_THAT(world_.asked, IsEmpty());
}

TEST_F(CoreWithDirectories, PlaysOnWhenTheConfigurationIsReadAgain) {
  world_.join(group_);
  world_.answer(number_, station());
  Config changed = config();
  changed.hop_limit = 3;
  world_.core().configure(changed, world_.now());
  world_.settle();
  EXPECT_THAT(world_.stopped, IsEmpty());
  changed.directories.sources.clear();
  world_.core().configure(changed, world_.now());
  world_.settle();
  EXPECT_THAT(world_.stopped, SizeIs(1)) << "directories are off now";
}

TEST_F(CoreWithDirectories, WithoutDirectoriesNothingIsAsked) {
  World world;
  world.join(group_);
  EXPECT_THAT(world.asked, IsEmpty());
  EXPECT_EQ(world.core().refusals().joins.total(JoinRefusal::unknown_number), 1u);
}

}  // namespace
}  // namespace joincast::headend
