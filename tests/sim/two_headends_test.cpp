// SPDX-License-Identifier: LGPL-2.1-or-later
// Several headends on one link, of which one sends.
#include <gtest/gtest.h>

#include "tests/sim/world.h"

namespace joincast::sim {
namespace {

using membership::Dialect;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// The longest silence in what was heard since `from`.
Duration longest_gap(const Listener& listener, TimePoint from) {
  Duration longest{};
  TimePoint last = from;
  for (const Listener::Heard& one : listener.heard) {
    if (one.at < from) continue;
    longest = std::max(longest, one.at - last);
    last = one.at;
  }
  return longest;
}

class TwoHeadends : public ::testing::TestWithParam<Dialect> {
 protected:
  /// Two headends that know each other; a listener is added by the test.
  std::unique_ptr<World> make(std::uint64_t seed) {
    auto world = std::make_unique<World>(World::stations(2), seed);
    world->add_headend();
    world->run(seconds(5));
    return world;
  }
};
INSTANTIATE_TEST_SUITE_P(Sim, TwoHeadends, ::testing::Values(Dialect::v3, Dialect::v2));

TEST_P(TwoHeadends, OnlyTheLowestSends) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const auto world = make(seed);
    std::size_t from_higher = 0;
    world->on_sent = [&](const Datagram& datagram) {
      const bool presence = datagram.to.address == service_group(headend::kHeadendsService, World::kPrefix) ||
                            datagram.to.address == service_group_v4(headend::kHeadendsService, kDefaultPool);
      from_higher += datagram.from.address == World::source_of(1) && !presence;
    };
    Listener& listener = world->listen(world->add_host(GetParam()), 1);
    world->run(seconds(20));
    EXPECT_TRUE(world->runs(1, 0));
    EXPECT_FALSE(world->runs(1, 1));
    EXPECT_EQ(from_higher, 0u);
    EXPECT_EQ(listener.statistics().missing, 0u);
  }
}

TEST_P(TwoHeadends, OneTakesOverWithinTwoSecondsWhenTheOtherDies) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const auto world = make(seed);
    Listener& listener = world->listen(world->add_host(GetParam()), 1);
    world->run(seconds(20));
    const auto before = listener.statistics().source;
    const TimePoint killed = world->now();
    world->kill_headend(0);
    world->run(seconds(10));
    EXPECT_TRUE(world->runs(1, 1));
    EXPECT_LT(longest_gap(listener, killed), seconds(2));
    EXPECT_NE(listener.statistics().source, before);
    EXPECT_EQ(listener.statistics().source->address, World::source_of(1));
    EXPECT_EQ(listener.events<libreceiver::SenderLeft>().size(), 0u);
    EXPECT_EQ(listener.events<libreceiver::Withdrawn>().size(), 0u);
  }
}

TEST_P(TwoHeadends, OneThatComesBackDoesNotDisturbTheOther) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const auto world = make(seed);
    Listener& listener = world->listen(world->add_host(GetParam()), 1);
    world->run(seconds(10));
    world->kill_headend(0);
    world->run(seconds(10));
    const TimePoint back = world->now();
    world->start_headend(0);
    world->run(seconds(20));
    EXPECT_FALSE(world->runs(1, 0)) << "the other one sends";
    EXPECT_TRUE(world->runs(1, 1));
    EXPECT_LT(longest_gap(listener, back), milliseconds(100));
    world->kill_headend(1);
    const TimePoint killed = world->now();
    world->run(seconds(10));
    EXPECT_TRUE(world->runs(1, 0));
    EXPECT_LT(longest_gap(listener, killed), seconds(2));
  }
}

TEST_P(TwoHeadends, OneTakesOverWhenTheOtherIsEnded) {
  const auto world = make(3);
  Listener& listener = world->listen(world->add_host(GetParam()), 1);
  world->run(seconds(20));
  const TimePoint ended = world->now();
  world->stop_headend(0);
  world->run(seconds(10));
  EXPECT_TRUE(world->runs(1, 1));
  EXPECT_LT(longest_gap(listener, ended), seconds(2));
}

TEST_P(TwoHeadends, ThatDidNotHearOfEachOtherAreOneSoonAndNoSessionEnds) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    World world(World::stations(1), seed);
    bool deaf = true;
    world.drops = [&](const Datagram& datagram) {
      return deaf && datagram.to.address == service_group(headend::kHeadendsService, World::kPrefix);
    };
    world.add_headend();
    world.run(seconds(5));
    Listener& listener = world.listen(world.add_host(GetParam()), 1);
    world.run(seconds(5));
    EXPECT_TRUE(world.runs(1, 0) && world.runs(1, 1));
    deaf = false;
    const TimePoint heard = world.now();
    world.run(seconds(20));
    EXPECT_TRUE(world.runs(1, 0));
    EXPECT_FALSE(world.runs(1, 1)) << "the higher one stops";
    EXPECT_LT(longest_gap(listener, heard), seconds(2));
    EXPECT_EQ(listener.events<libreceiver::SenderLeft>().size(), 0u);
    EXPECT_EQ(listener.events<libreceiver::Withdrawn>().size(), 0u);
  }
}

TEST_P(TwoHeadends, BothStopWhenAllLeave) {
  const auto world = make(5);
  Listener& listener = world->listen(world->add_host(GetParam()), 1);
  world->run(seconds(40));
  listener.leave();
  world->run(seconds(40));
  EXPECT_FALSE(world->runs(1, 0) || world->runs(1, 1));
  EXPECT_EQ(world->core(0).running() + world->core(1).running(), 0u);
}

}  // namespace
}  // namespace joincast::sim
