// SPDX-License-Identifier: LGPL-2.1-or-later
// Clocks that run apart, and clocks that somebody sets.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/sim/world.h"

namespace joincast::sim {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

class StationClock : public ::testing::TestWithParam<double> {};
INSTANTIATE_TEST_SUITE_P(Sim, StationClock, ::testing::Values(-200.0, 200.0));

/// The pacer alone is driven for 72 hours in tests/headend/pacer_test.cpp.
TEST_P(StationClock, IsFollowedForAnHourWithoutLosingAFrame) {
  auto config = World::stations(1);
  config.services[0].frames_per_packet = 3;  // sooner done
  World world(config);
  world.station(1, {.ppm = GetParam()});
  Listener& listener = world.listen(1);
  Duration furthest{};
  for (TimePoint begin = world.now(); world.now() < begin + hours(1);) {
    world.run(seconds(5));
    if (world.now() > begin + minutes(15))
      furthest = std::max<Duration>(furthest, std::chrono::abs(world.status(1).cast.level - seconds(1)));
  }
  EXPECT_LT(furthest, milliseconds(250));
  EXPECT_EQ(world.status(1).cast.pacer.gaps, 0u);
  for (std::size_t i = 0; i < listener.heard.size(); ++i) ASSERT_EQ(listener.heard[i].frame, i);
  const double waiting = std::chrono::duration<double>(world.status(1).cast.level) / milliseconds(24);
  EXPECT_NEAR(static_cast<double>(world.station(1).frames() - listener.heard.size()), waiting, 3);
  EXPECT_LT(listener.statistics().jitter, milliseconds(2));
}

class WallClock : public ::testing::TestWithParam<seconds> {};
INSTANTIATE_TEST_SUITE_P(Sim, WallClock, ::testing::Values(seconds(3600), seconds(-3600), seconds(1), seconds(-1)));

TEST_P(WallClock, MayBeSetWithoutAStall) {
  World world;
  world.station(1).say("Song one");
  Listener& listener = world.listen(1);
  world.run(minutes(1));
  const auto before = listener.statistics();
  world.time.step_wall(GetParam());
  world.station(1).say("Song two");
  world.run(minutes(1));
  const auto after = listener.statistics();
  EXPECT_EQ(after.missing, 0u);
  EXPECT_EQ(after.source, before.source);
  EXPECT_LT(after.jitter, before.jitter + milliseconds(1));
  EXPECT_TRUE(listener.events<libreceiver::Stalled>().empty());
  EXPECT_TRUE(listener.events<libreceiver::Withdrawn>().empty());
  for (std::size_t i = 1; i < listener.heard.size(); ++i) {
    ASSERT_EQ(listener.heard[i].frame, i);
    ASSERT_LT(listener.heard[i].at - listener.heard[i - 1].at, milliseconds(30));
  }
  EXPECT_EQ(listener.session().item()->title, "Song two");
  world.station(1).say("Song three");
  world.run(seconds(3));
  EXPECT_EQ(listener.session().item()->title, "Song three");
}

TEST_P(WallClock, MayBeSetWhileTheHeadendIsDown) {
  World world;
  Listener& listener = world.listen(1);
  world.run(minutes(1));
  world.kill_headend();
  world.time.step_wall(GetParam());
  world.run(seconds(1));
  const std::size_t heard = listener.heard.size();
  world.start_headend();
  world.station(1).say("Song");
  world.run(seconds(3));
  EXPECT_GT(listener.heard.size(), heard + 20);
  world.run(seconds(3));
  EXPECT_EQ(listener.session().item()->title, "Song");
}

}  // namespace
}  // namespace joincast::sim
