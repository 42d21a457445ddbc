// SPDX-License-Identifier: LGPL-2.1-or-later
// The headend dies and comes back under its listeners.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/sim/world.h"

namespace joincast::sim {
namespace {

using membership::Dialect;
using std::chrono::milliseconds;
using std::chrono::seconds;

class RestartedHeadend : public ::testing::TestWithParam<Dialect> {};
INSTANTIATE_TEST_SUITE_P(Sim, RestartedHeadend, ::testing::Values(Dialect::v3, Dialect::v2));

TEST_P(RestartedHeadend, IsFollowedWithinThreeSecondsOfItsReturn) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    World world(World::stations(2), seed);
    world.station(1).say("Song one");
    Listener& listener = world.listen(world.add_host(GetParam()), 1);
    world.run(seconds(20));
    const auto before = listener.statistics().source;
    world.kill_headend();
    world.run(milliseconds(400 * seed));
    const std::size_t heard = listener.heard.size();
    world.start_headend();
    world.run(seconds(3));
    EXPECT_GT(listener.heard.size(), heard + 20);
    EXPECT_NE(listener.statistics().source, before);
    EXPECT_EQ(listener.statistics().phase, libreceiver::Phase::playing);
    EXPECT_FALSE(listener.streams.back().continues);
    world.station(1).say("Song two");
    world.run(seconds(5));
    EXPECT_EQ(listener.session().item()->title, "Song two");
    EXPECT_EQ(listener.statistics().missing, 0u);
  }
}

TEST(RestartedHeadend, SaysGoodbyeAndIsFollowedAllTheSame) {
  World world;
  Listener& listener = world.listen(1);
  world.run(seconds(20));
  world.stop_headend();
  world.run(seconds(1));
  EXPECT_EQ(listener.events<libreceiver::SenderLeft>().size(), 1u);
  EXPECT_EQ(listener.events<libreceiver::Withdrawn>().size(), 1u);
  const std::size_t heard = listener.heard.size();
  world.start_headend();
  world.run(seconds(3));
  EXPECT_GT(listener.heard.size(), heard + 20);
}

TEST(RestartedHeadend, IsFollowedByMany) {
  World world;
  std::vector<Listener*> all;
  for (int i = 0; i < 20; ++i) all.push_back(&world.listen(i % 2 + 1));
  world.run(seconds(10));
  world.kill_headend();
  world.run(seconds(2));
  world.start_headend();
  world.run(seconds(3));
  for (const Listener* listener : all) {
    EXPECT_EQ(listener->events<libreceiver::MediaCame>().size(), 2u);
    EXPECT_GT(listener->heard.back().at, world.now() - milliseconds(50));
  }
}

}  // namespace
}  // namespace joincast::sim
