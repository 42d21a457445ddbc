// SPDX-License-Identifier: LGPL-2.1-or-later
// Who asks for everything gets no more than the caps allow.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <malloc.h>

#include "tests/sim/world.h"

namespace joincast::sim {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

std::size_t memory_in_use() { return mallinfo2().uordblks; }

/// The most starts in any second.
std::size_t most_in_a_second(const std::vector<Listener::Told<headend::ServiceStarted>>& starts) {
  std::size_t most = 0;
  std::size_t from = 0;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    while (starts[i].at - starts[from].at >= seconds(1)) ++from;
    most = std::max(most, i - from + 1);
  }
  return most;
}

TEST(Flood, OfUnknownNumbersStartsNothingAndHoldsNothing) {
  World world;
  Listener& listener = world.listen(1);
  world.run(seconds(10));
  Host& hostile = world.add_host();
  const std::size_t before = memory_in_use();
  for (std::uint32_t round = 0; round < 60; ++round) {
    for (std::uint32_t i = 0; i < 100; ++i) {
      const IpAddress group = World::group(1'000 + round * 100 + i, round % 2 ? Family::ipv6 : Family::ipv4).address;
      hostile.join(group);
      world.time.in(milliseconds(500), [&hostile, group] { hostile.leave(group); });
    }
    world.run(milliseconds(100));
  }
  world.run(seconds(2));
  EXPECT_EQ(world.notices<headend::ServiceStarted>().size(), 1u);
  EXPECT_EQ(world.notices<headend::MemberJoined>().size(), 1u);
  EXPECT_EQ(listener.statistics().missing, 0u);
  EXPECT_LT(static_cast<double>(memory_in_use()) - static_cast<double>(before), 1e6);  // the listener's own notes
}

TEST(Flood, OfKnownNumbersIsCappedPerSecondAndInAll) {
  auto config = World::stations(400);
  config.starts_per_second = 20;
  config.max_streams = 100;
  config.linger = seconds(1);
  World world(config);
  Listener& listener = world.listen(1);
  world.run(seconds(20));
  std::vector<Host*> hosts;
  for (std::uint32_t number = 2; number <= 400; ++number) {
    if (number % 10 == 2) hosts.push_back(&world.add_host());
    hosts.back()->join(World::group(number).address);
  }
  std::size_t most_running = 0;
  for (int i = 0; i < 100; ++i) {
    world.run(milliseconds(100));
    most_running = std::max(most_running, world.core().running());
  }
  const auto starts = world.notices<headend::ServiceStarted>();
  EXPECT_EQ(starts.size(), 100u);
  EXPECT_LE(most_in_a_second(starts), 40u);  // a second's worth at once, and a second's refill
  EXPECT_EQ(most_running, 100u);
  EXPECT_FALSE(world.notices<headend::ServiceDeferred>().empty());
  EXPECT_EQ(listener.statistics().missing, 0u);
  EXPECT_TRUE(listener.events<libreceiver::Stalled>().empty());
}

TEST(Flood, LetsThoseWhoWaitInWhenOthersLeave) {
  auto config = World::stations(3);
  config.max_streams = 1;
  config.linger = seconds(1);
  World world(config);
  Listener& first = world.listen(1);
  world.run(seconds(20));
  Listener& second = world.listen(2);
  world.run(seconds(5));
  EXPECT_TRUE(second.heard.empty());
  EXPECT_TRUE(world.status(2).deferred);
  first.leave();
  world.run(seconds(3));
  EXPECT_FALSE(second.heard.empty());
}

TEST(Flood, OfMembersOfOneGroupIsServedAndCapped) {
  World world(World::stations(1));
  Listener& listener = world.listen(1);
  world.run(seconds(20));
  for (int i = 0; i < 1'500; ++i) world.add_host().join(World::group(1).address);
  world.run(seconds(2));
  EXPECT_LE(world.status(1).members, 1'024u);
  EXPECT_EQ(world.station(1).connections(), 1u);
  EXPECT_EQ(listener.statistics().missing, 0u);
  // Start repeats: at most three packets in 200 ms, whoever joins.
  EXPECT_LE(listener.statistics().duplicates, 3u * 5 * 2 + 3);
}

}  // namespace
}  // namespace joincast::sim
