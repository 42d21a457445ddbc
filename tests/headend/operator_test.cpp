// SPDX-License-Identifier: LGPL-2.1-or-later
//
// What an operator is told by the core, and may tell it.
#include <gtest/gtest.h>

#include "tests/headend/world.h"

namespace joincast::headend {
namespace {

using namespace std::chrono_literals;

const ServiceStatus& status_of(const std::vector<ServiceStatus>& all, std::uint32_t number) {
  for (const ServiceStatus& one : all)
    if (one.number == ServiceNumber(number)) return one;
  throw std::out_of_range("no such service");
}

struct Operator : testing::Test {
  World world;

  bool set(std::uint32_t number, Choice mode) {
    const bool known = world.core().set_mode(ServiceNumber(number), mode, world.now());
    world.settle();
    return known;
  }
  bool runs(std::uint32_t number) { return status_of(world.core().status(), number).running; }
};

TEST_F(Operator, KeepsAServiceOnTheAirWithoutMembers) {
  EXPECT_TRUE(set(1, Choice::on));
  ASSERT_EQ(world.started.size(), 1u);
  world.run(60s);
  EXPECT_TRUE(runs(1));
  world.join(World::group(1));
  world.leave(World::group(1));
  world.run(60s);
  EXPECT_TRUE(runs(1));
}

TEST_F(Operator, GivesItBackToDemandWithTheUsualLinger) {
  set(1, Choice::on);
  set(1, Choice::automatic);
  EXPECT_TRUE(runs(1));
  world.run(6s);
  EXPECT_FALSE(runs(1));
}

TEST_F(Operator, HoldsAServiceOffWhoeverWantsIt) {
  world.join(World::group(1));
  set(1, Choice::off);
  EXPECT_FALSE(runs(1));
  EXPECT_TRUE(world.noticed("stops: the operator's wish"));
  world.join(World::group(1), 2);
  world.run(10s);
  EXPECT_FALSE(runs(1));
  EXPECT_EQ(status_of(world.core().status(), 1).mode, Choice::off);
}

TEST_F(Operator, LetsWaitingMembersHaveItAgain) {
  world.join(World::group(1));
  set(1, Choice::off);
  set(1, Choice::automatic);
  EXPECT_TRUE(runs(1));
  world.forget();
  set(2, Choice::off);
  set(2, Choice::on);
  EXPECT_TRUE(runs(2));
}

TEST_F(Operator, HasNoSayOverServicesThatAreNotConfigured) { EXPECT_FALSE(set(77, Choice::on)); }

TEST_F(Operator, KeepsToTheCapOnStreams) {
  Config config = World::two_stations();
  config.max_streams = 1;
  world.core().configure(config, world.now());
  set(1, Choice::on);
  set(2, Choice::on);
  EXPECT_FALSE(runs(2));
  EXPECT_TRUE(status_of(world.core().status(), 2).deferred);
  EXPECT_EQ(world.core().refusals().waited_streams, 1u);
  set(1, Choice::off);
  world.run(1s);
  EXPECT_TRUE(runs(2));
}

TEST_F(Operator, IsToldWhoWantsWhatWhere) {
  world.join(World::group(1), 1);
  world.join(World::group(1), 2);
  const auto status = world.core().status();
  const ServiceStatus& one = status_of(status, 1);
  EXPECT_EQ(one.members, 2u);
  ASSERT_EQ(one.groups.size(), 1u);
  EXPECT_EQ(one.groups[0].group, World::group(1));
  EXPECT_EQ(one.groups[0].members, 2u);
  EXPECT_EQ(one.since, world.now().mono);
}

TEST_F(Operator, IsToldWhoAsksOnEachInterface) {
  world.run(2s);
  world.join(World::group(1));
  const auto interfaces = world.core().interfaces(world.now().mono);
  ASSERT_EQ(interfaces.size(), 1u);
  EXPECT_EQ(interfaces[0].name, "eth2");
  EXPECT_EQ(interfaces[0].prefixes, std::vector{World::kPrefix});
  EXPECT_TRUE(interfaces[0].serves_v4);
  EXPECT_EQ(interfaces[0].v6.role, membership::Querier::Role::querier);
  EXPECT_EQ(interfaces[0].v6.address, World::kRouter);
  EXPECT_EQ(interfaces[0].v6.groups, 1u);
  EXPECT_EQ(interfaces[0].v6.hosts, 1u);
}

TEST_F(Operator, IsToldOfJoinsThatWereRefused) {
  const Group unknown = World::group(99);
  const Group elsewhere{service_group(ServiceNumber(1), *parse_prefix("2001:db8:9::/64")), World::kInterface};
  world.join(unknown);
  world.join(unknown);
  world.leave(unknown);
  world.join(elsewhere);
  world.join({*parse_address("ff3e::8000:1"), World::kInterface});
  world.join({*parse_address("ff02::fb"), World::kInterface});
  const RefusedJoins& refused = world.core().refusals().joins;
  EXPECT_EQ(refused.total(JoinRefusal::unknown_number), 2u) << "a leave asks for nothing";
  EXPECT_EQ(refused.total(JoinRefusal::other_prefix), 1u);
  EXPECT_EQ(refused.total(JoinRefusal::other_source), 1u);
  ASSERT_EQ(refused.latest().size(), 3u);
}

}  // namespace
}  // namespace joincast::headend
