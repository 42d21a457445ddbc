// SPDX-License-Identifier: LGPL-2.1-or-later
// What a changed configuration, and coming and going interfaces, do to what plays.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sdp/attributes.h"
#include "sdp/joincast.h"
#include "tests/headend/world.h"

namespace joincast::headend {
namespace {

using std::chrono::seconds;

/// The sequence numbers sent to a group go up one by one.
void expect_no_packet_missing(World& world, const Group& group) {
  const auto packets = world.rtp(group);
  ASSERT_GT(packets.size(), 1u);
  for (std::size_t i = 1; i < packets.size(); ++i)
    EXPECT_EQ(static_cast<std::uint16_t>(packets[i].sequence - packets[i - 1].sequence), 1) << i;
}

void reload(World& world, const Config& config) {
  world.core().configure(config, world.now());
  world.settle();
}

TEST(Reload, LeavesUnchangedServicesPlayingWithoutALostPacket) {
  World world;
  world.join(World::group(1));
  world.play(1, 8);
  world.run(seconds(2));
  Config config = World::two_stations();
  config.services.pop_back();
  config.services.push_back(World::station(9));
  config.linger = seconds(9);
  reload(world, config);
  world.run(seconds(2));
  EXPECT_TRUE(world.stopped.empty());
  expect_no_packet_missing(world, World::group(1));
}

TEST(Reload, EndsServicesThatAreGone) {
  World world;
  world.join(World::group(1));
  world.play(1, 8);
  world.run(seconds(1));
  world.forget();
  Config config = World::two_stations();
  config.services.erase(config.services.begin());
  reload(world, config);
  EXPECT_EQ(world.stopped.size(), 1u);
  EXPECT_EQ(world.sent_to(World::group(1), sap::kPort).size(), 1u);  // the deletion
  world.forget();
  world.run(seconds(1));
  world.join(World::group(1), 2);
  for (const std::uint16_t port : {kRtpPort, kRtcpPort, sap::kPort})
    EXPECT_TRUE(world.sent_to(World::group(1), port).empty());
}

TEST(Reload, BeginsNewServicesWhenTheyAreJoined) {
  World world;
  Config config = World::two_stations();
  config.services.push_back(World::station(9));
  reload(world, config);
  world.join(World::group(9));
  EXPECT_EQ(world.started.size(), 1u);
}

TEST(Reload, AnotherUrlReopensTheStation) {
  World world;
  world.join(World::group(1));
  world.play(1, 8);
  Config config = World::two_stations();
  config.services[0].urls = {"http://other.example/"};
  reload(world, config);
  EXPECT_EQ(world.stopped, std::vector<UpstreamId>{1});
  ASSERT_EQ(world.started.size(), 2u);
  EXPECT_EQ(world.started[1].service.urls[0], "http://other.example/");
  world.play(2, 1);
  EXPECT_FALSE(world.rtp(World::group(1)).empty());
}

TEST(Reload, AnotherNameIsOnlyAnnounced) {
  World world;
  world.join(World::group(1));
  world.play(1, 8);
  world.run(seconds(1));
  Config config = World::two_stations();
  config.services[0].name = "Renamed";
  config.services[0].genre = "Jazz";
  reload(world, config);
  world.run(seconds(1));
  EXPECT_TRUE(world.stopped.empty());
  const auto session = world.announced(World::group(1)).back();
  EXPECT_EQ(session.name, "Renamed");
  EXPECT_EQ(sdp::category(session), "Jazz");
  expect_no_packet_missing(world, World::group(1));
}

TEST(Reload, AnotherStartRepeatIsAnnouncedAndHoldsForWhatPlays) {
  World world;
  world.join(World::group(1));
  world.play(1, 8);
  world.run(seconds(1));
  Config config = World::two_stations();
  config.start_repeat = 0;
  reload(world, config);
  world.run(seconds(1));
  EXPECT_TRUE(world.stopped.empty());
  EXPECT_EQ(sdp::start_repeat(world.announced(World::group(1)).back().media.at(0)), 0u);
  expect_no_packet_missing(world, World::group(1));
  world.forget();
  world.join(World::group(1), 2);
  EXPECT_TRUE(world.rtp(World::group(1)).empty());
}

TEST(Reload, AnotherHopLimitQueueAndAnnounceIntervalHoldForWhatPlays) {
  World world;
  world.join(World::group(1));
  world.play(1, 20);
  world.run(seconds(1));
  const Group group{World::group(1)};
  Config config = World::two_stations();
  config.hop_limit = 8;
  config.queue = seconds(2);
  config.announce_interval = seconds(10);
  reload(world, config);
  world.run(seconds(5));
  EXPECT_TRUE(world.stopped.empty());
  expect_no_packet_missing(world, group);
  world.forget();
  world.run(seconds(10));
  EXPECT_LE(world.announced(group).size(), 1u);
  EXPECT_EQ(world.core().most_ahead(), std::chrono::milliseconds(2'500));
}

TEST(Reload, AnotherHopLimitIsAnnounced) {
  World world;
  const Group group{*parse_address("239.195.1.1"), World::kInterface};
  world.join(group);
  world.play(1, 8);
  Config config = World::two_stations();
  config.hop_limit = 8;
  reload(world, config);
  world.run(seconds(1));
  EXPECT_EQ(world.announced(group).back().connection->ttl, 8);
}

TEST(Interfaces, OneThatComesLaterIsServedWithTheSamePackets) {
  World world;
  world.join(World::group(1));
  world.play(1, 8);
  world.run(seconds(1));
  world.core().set_links({World::link(), World::link(3)}, world.now());
  world.settle();
  world.forget();
  world.join(World::group(1, 3));
  world.run(seconds(1));
  const auto here = world.rtp(World::group(1));
  const auto there = world.rtp(World::group(1, 3));
  EXPECT_EQ(there.size(), here.size() + Config{}.start_repeat);
  EXPECT_EQ(there.back().sequence, here.back().sequence);
  EXPECT_TRUE(world.started.empty());
}

TEST(Interfaces, OneThatGoesTakesItsMembersAlong) {
  Config config = World::two_stations();
  config.linger = Duration{};
  World world(config);
  world.join(World::group(1));
  world.play(1, 8);
  world.core().set_links({World::link(3)}, world.now());
  world.settle();
  EXPECT_EQ(world.stopped.size(), 1u);
}

TEST(Interfaces, AnotherAddressIsAnnounced) {
  World world;
  world.join(World::group(1));
  world.play(1, 8);
  Link link = World::link();
  link.prefixes[0].source = *parse_address("2001:db8:d0be:f00d::99");
  world.core().set_links({link}, world.now());
  world.settle();
  world.run(seconds(1));
  EXPECT_EQ(world.announced(World::group(1)).back().origin.host.ip, link.prefixes[0].source);
  EXPECT_TRUE(world.stopped.empty());
}

TEST(StandardGroups, AreToldOfRunningServicesWithoutTheSongAndOfTheirEnd) {
  Config config = World::two_stations();
  config.announce_on_standard_groups = true;
  World world(config);
  world.join(World::group(1));
  world.feed(1, {World::mpa(), UpstreamMetadata{"Song", "", "", ""}, World::frame()});
  world.run(seconds(15));
  const Group v6{*parse_address("ff0e::2:7ffe"), World::kInterface};
  const Group v4{*parse_address("239.195.255.255"), World::kInterface};
  ASSERT_EQ(world.announced(v6).size(), 1u);
  ASSERT_EQ(world.announced(v4).size(), 1u);
  EXPECT_EQ(world.announced(v6)[0].information, "");
  EXPECT_EQ(world.announced(v6)[0].connection->host.ip, World::group(1).address);
  world.core().stop(world.now());
  world.settle();
  Bytes buffer;
  EXPECT_TRUE(sap::parse(world.sent_to(v6, sap::kPort).back().octets, buffer)->deletion);
}

TEST(StandardGroups, HearNothingUnlessConfigured) {
  World world;
  world.join(World::group(1));
  world.play(1, 8);
  world.run(seconds(15));
  EXPECT_TRUE(world.sent_to({*parse_address("ff0e::2:7ffe"), World::kInterface}, sap::kPort).empty());
}

}  // namespace
}  // namespace joincast::headend
