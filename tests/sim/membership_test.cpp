// SPDX-License-Identifier: LGPL-2.1-or-later
// A join is all the asking there is: from every kind of host, through real reports and queries.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/sim/world.h"

namespace joincast::sim {
namespace {

using membership::Dialect;
using std::chrono::milliseconds;
using std::chrono::seconds;

struct Kind {
  const char* name;
  Dialect dialect;
  Family family;

  friend void PrintTo(const Kind& kind, std::ostream* out) { *out << kind.name; }
};

class HostsOfEachKind : public ::testing::TestWithParam<Kind> {
 protected:
  Host& host(World& world) { return world.add_host(GetParam().dialect); }
  Listener& listen(World& world) { return world.listen(host(world), 1, GetParam().family); }
};

INSTANTIATE_TEST_SUITE_P(Sim, HostsOfEachKind,
                         ::testing::Values(Kind{"MLDv2", Dialect::v3, Family::ipv6},
                                           Kind{"MLDv1", Dialect::v2, Family::ipv6},
                                           Kind{"IGMPv3", Dialect::v3, Family::ipv4},
                                           Kind{"IGMPv2", Dialect::v2, Family::ipv4}),
                         [](const auto& one) { return one.param.name; });

TEST_P(HostsOfEachKind, TheFirstJoinStartsTheStationAndIsHeardAtOnce) {
  World world;
  world.run(seconds(30));
  const TimePoint joined = world.now();
  Listener& listener = listen(world);
  world.run(seconds(2));
  EXPECT_EQ(world.station(1).connections(), 1u);
  ASSERT_FALSE(listener.heard.empty());
  EXPECT_EQ(listener.heard.front().frame, 0u);
  EXPECT_LT(listener.heard.front().at - joined, milliseconds(120 + 16 + 40));  // the station's answer, the report, ours
}

TEST_P(HostsOfEachKind, TheLastLeaveStopsTheStationAfterItsLinger) {
  World world;
  world.run(seconds(30));
  Listener& first = listen(world);
  Listener& second = listen(world);
  world.run(seconds(20));
  first.leave();
  world.run(seconds(60));
  EXPECT_TRUE(world.station(1).connected());
  EXPECT_GT(second.heard.back().at, world.now() - milliseconds(100));

  const TimePoint left = world.now();
  second.leave();
  world.run(seconds(60));
  ASSERT_EQ(world.notices<headend::ServiceStopped>().size(), 1u);
  const Duration after = world.notices<headend::ServiceStopped>()[0].at - left;
  EXPECT_GE(after, seconds(5));  // the linger
  EXPECT_LT(after, milliseconds(5'000 + 200 + 200));
  EXPECT_FALSE(world.station(1).connected());
}

TEST_P(HostsOfEachKind, AHostThatVanishesEndsWithTheQuerys) {
  World world;
  Host& lost = host(world);
  world.listen(lost, 1, GetParam().family);
  world.run(seconds(20));
  lost.vanish();
  world.run(seconds(40));
  const auto stopped = world.notices<headend::ServiceStopped>();
  ASSERT_EQ(stopped.size(), 1u);
  EXPECT_LT(stopped[0].at - (world.now() - seconds(40)), milliseconds(2 * 10'000 + 1'000 + 200 + 5'000 + 1));
}

TEST_P(HostsOfEachKind, WhoStaysIsNeverDropped) {
  World world;
  Listener& listener = listen(world);
  listen(world);
  world.run(std::chrono::minutes(3));
  EXPECT_EQ(world.station(1).connections(), 1u);
  EXPECT_EQ(listener.statistics().missing, 0u);
  EXPECT_TRUE(listener.events<libreceiver::Stalled>().empty());
}

/// Two lost queries in a row would otherwise end a group: nine times here.
TEST_P(HostsOfEachKind, AreHardlyEverLostForLostQueries) {
  World world(World::stations(20));
  std::vector<Host*> hosts;
  for (std::uint32_t number = 1; number <= 20; ++number) {
    world.station(number).pause();  // the groups alone count
    hosts.push_back(&host(world));
    hosts.back()->join(World::group(number, GetParam().family).address);
  }
  world.run(seconds(5));
  for (Host* one : hosts) one->down.impair({.loss = 0.05});
  world.run(std::chrono::minutes(30));
  EXPECT_LE(world.notices<headend::ServiceStopped>().size(), 1u);
}

TEST(SourceSpecificHosts, JoinTheAddressThatTheHeadendSendsFrom) {
  World world;
  libreceiver::Session::Config config;
  config.group = World::group(1);
  config.source = World::kSource;
  Listener& listener = world.listen(world.add_host(), config);
  world.run(seconds(30));
  EXPECT_NEAR(static_cast<double>(listener.heard.size()), 30 / 0.024, 10);
  listener.leave();
  world.run(seconds(6));
  EXPECT_FALSE(world.station(1).connected());
}

}  // namespace
}  // namespace joincast::sim
