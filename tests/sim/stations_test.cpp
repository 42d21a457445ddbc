// SPDX-License-Identifier: LGPL-2.1-or-later
// Stations that stall, break off and fail: their listeners are told, their neighbours hear nothing of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/sim/world.h"

namespace joincast::sim {
namespace {

using headend::UpstreamState;
using libreceiver::StateChanged;
using std::chrono::milliseconds;
using std::chrono::seconds;

void expect_untouched(const Listener& neighbour) {
  EXPECT_EQ(neighbour.statistics().missing, 0u);
  EXPECT_TRUE(neighbour.events<StateChanged>().size() <= 2);  // starting, playing
  EXPECT_TRUE(neighbour.events<libreceiver::Stalled>().empty());
  for (std::size_t i = 0; i < neighbour.heard.size(); ++i) ASSERT_EQ(neighbour.heard[i].frame, i);
}

TEST(FailingStation, TellsItsListenersStateAndReasonAtOnce) {
  World world;
  Listener& listener = world.listen(1);
  Listener& other = world.listen(1);
  Listener& neighbour = world.listen(2);
  world.run(seconds(10));
  const TimePoint failed = world.now();
  world.station(1).pause();
  world.station(1).state(UpstreamState::failed, "sends a web page (text/html)");
  world.run(seconds(20));
  for (const Listener* one : {&listener, &other}) {
    const auto states = one->events<StateChanged>();
    ASSERT_FALSE(states.empty());
    EXPECT_EQ(states.back().what.state, sdp::State::failed);
    EXPECT_EQ(states.back().what.reason, "sends a web page (text/html)");
    EXPECT_LT(states.back().at - failed, milliseconds(210));
  }
  EXPECT_EQ(listener.events<libreceiver::Stalled>().size(), 1u);
  Listener& newcomer = world.listen(1);
  world.run(milliseconds(60));
  ASSERT_EQ(newcomer.events<StateChanged>().size(), 1u);
  EXPECT_EQ(newcomer.events<StateChanged>()[0].what.reason, "sends a web page (text/html)");
  expect_untouched(neighbour);
}

TEST(FailingStation, PlaysOnWhenItComesBack) {
  World world;
  Listener& listener = world.listen(1);
  world.run(seconds(10));
  world.station(1).pause();
  world.station(1).state(UpstreamState::stalled, "broke off");
  world.run(seconds(15));
  EXPECT_EQ(listener.events<StateChanged>().back().what.state, sdp::State::waiting);
  world.station(1).state(UpstreamState::playing, "");
  world.station(1).resume();
  world.run(seconds(5));
  EXPECT_EQ(listener.events<StateChanged>().back().what.state, sdp::State::playing);
  EXPECT_EQ(listener.events<libreceiver::Resumed>().size(), 1u);
  EXPECT_EQ(listener.statistics().missing, 0u);
  EXPECT_GT(listener.heard.back().at, world.now() - milliseconds(100));
}

TEST(StationGap, AdvancesTheTimestampByTheGap) {
  World world;
  Listener& listener = world.listen(1);
  Listener& neighbour = world.listen(2);
  world.run(seconds(10));
  world.station(1).pause();
  world.run(seconds(10));
  world.station(1).resume();
  world.run(seconds(10));
  std::size_t jumps = 0;
  for (std::size_t i = 1; i < listener.heard.size(); ++i) {
    const Listener::Heard& before = listener.heard[i - 1];
    const Listener::Heard& after = listener.heard[i];
    ASSERT_EQ(after.frame, before.frame + 1);
    if (after.timestamp - before.timestamp == 2160) continue;
    ++jumps;
    const double media = static_cast<double>(after.timestamp - before.timestamp) / 90'000;
    const double time = std::chrono::duration<double>(after.at - before.at).count();
    EXPECT_NEAR(media, time, 0.003);
    EXPECT_GT(media, 7);  // what lay in the queue was heard meanwhile
  }
  EXPECT_EQ(jumps, 1u);
  EXPECT_EQ(world.notices<headend::MediaGap>().size(), 1u);
  EXPECT_EQ(listener.statistics().missing, 0u);
  EXPECT_EQ(listener.events<libreceiver::MediaCame>().size(), 1u);
  expect_untouched(neighbour);
}

TEST(StationStall, ThatIsShorterThanTheQueueIsNotHeard) {
  World world;
  Listener& listener = world.listen(1);
  world.run(seconds(30));
  for (int i = 0; i < 20; ++i) {
    world.station(1).hold_up(milliseconds(700));
    world.run(seconds(5));
  }
  for (std::size_t i = 1; i < listener.heard.size(); ++i)
    ASSERT_LT(listener.heard[i].at - listener.heard[i - 1].at, milliseconds(30));
  EXPECT_TRUE(world.notices<headend::MediaGap>().empty());
}

TEST(SlowStation, IsStartedOnceHoweverManyWait) {
  World world;
  world.station(1, {.answers_after = seconds(8)});
  std::vector<Listener*> all;
  for (int i = 0; i < 10; ++i) {
    all.push_back(&world.listen(1));
    world.run(milliseconds(300));
  }
  for (const Listener* one : all) EXPECT_EQ(one->events<StateChanged>().back().what.state, sdp::State::starting);
  world.run(seconds(10));
  EXPECT_EQ(world.station(1).connections(), 1u);
  for (const Listener* one : all) {
    EXPECT_EQ(one->heard.front().frame, 0u);
    EXPECT_EQ(one->events<StateChanged>().back().what.state, sdp::State::playing);
  }
}

}  // namespace
}  // namespace joincast::sim
