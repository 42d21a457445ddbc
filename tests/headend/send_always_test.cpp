// SPDX-License-Identifier: LGPL-2.1-or-later
//
// What `joincast send --at-once` asks of the core: on air without members; and the clock of a sound device.
#include <gtest/gtest.h>

#include "tests/headend/world.h"

namespace joincast::headend {
namespace {

using namespace std::chrono_literals;

TEST(SendAlways, GoesToEveryGroupWithoutAMemberAndSaysGoodbye) {
  World world;
  world.core().send_always(ServiceNumber(0x8000'0001), world.now());
  world.settle();
  ASSERT_EQ(world.started.size(), 1u) << "the other service stays on demand";
  world.play(world.started.front().upstream, 4);
  world.run(10s);
  const Group group = World::group(0x8000'0001);
  EXPECT_GT(world.rtp(group).size(), 150u);
  EXPECT_TRUE(world.noticed("first RTP in ff3e:"));
  EXPECT_FALSE(world.noticed("after its report")) << "nobody reported";
  EXPECT_GE(world.announced(group).size(), 8u) << "one a second, without anybody asking";
  EXPECT_TRUE(world.stopped.empty());
  world.join(group);
  world.leave(group);
  world.run(20s);
  EXPECT_TRUE(world.stopped.empty()) << "the last member's leaving changes nothing";
  world.forget();
  world.core().stop(world.now());
  world.settle();
  const auto deletions = world.sent_to(group, sap::kPort);
  ASSERT_FALSE(deletions.empty());
  Bytes buffer;
  EXPECT_TRUE(sap::parse(deletions.back().octets, buffer).value().deletion);
  EXPECT_FALSE(world.sent_to(group, kRtcpPort).empty()) << "BYE";
}

/// What a sound device brings whose clock runs otherwise than ours: frames of 20 ms, each so much too early or late.
void capture_for(World& world, UpstreamId upstream, Duration time, double parts_per_million) {
  const TimePoint end = world.now().mono + time;
  const auto step = Duration(static_cast<std::int64_t>(20e6 / (1 + parts_per_million * 1e-6)));
  while (world.now().mono < end) {
    payload::AccessUnit unit;
    unit.octets.assign(160, 0xfc);
    unit.duration = 960;
    std::vector<UpstreamItem> items;
    items.emplace_back(std::move(unit));
    world.feed(upstream, std::move(items));
    world.run(step);
    world.sent.clear();
  }
}

TEST(SendAlways, FollowsTheClockOfADevice) {
  for (const double parts_per_million : {+300.0, -300.0}) {
    Config config = World::two_stations();
    config.queue = 100ms;
    World world(config);
    world.core().send_always(ServiceNumber(0x8000'0001), world.now());
    world.settle();
    const UpstreamId upstream = world.started.front().upstream;
    std::vector<UpstreamItem> first;
    first.emplace_back(UpstreamStateChange{UpstreamState::playing, "", 0});
    first.emplace_back(FormatChange{payload::opus_format(2), 0});
    world.feed(upstream, std::move(first));
    capture_for(world, upstream, 20min, parts_per_million);
    for (const ServiceStatus& service : world.core().status()) {
      if (!service.running) continue;
      EXPECT_NEAR(std::chrono::duration<double>(service.cast.level).count(), 0.1, 0.04) << parts_per_million;
      EXPECT_NEAR(service.cast.slew * 1e6, parts_per_million, 100) << "sent as fast as the device hears";
      EXPECT_EQ(service.cast.pacer.gaps, 0u);
    }
  }
}

}  // namespace
}  // namespace joincast::headend
