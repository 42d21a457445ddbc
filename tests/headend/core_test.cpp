// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/core.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rtcp/compound.h"
#include "sdp/attributes.h"
#include "sdp/joincast.h"
#include "tests/headend/udp_packet.h"
#include "tests/headend/world.h"

namespace joincast::headend {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(Core, AJoinStartsTheStationAndIsAnnouncedAtOnce) {
  World world;
  world.join(World::group(1));
  ASSERT_EQ(world.started.size(), 1u);
  EXPECT_EQ(world.started[0].service.urls[0], "http://station.example/1");
  const auto sessions = world.announced(World::group(1));
  ASSERT_EQ(sessions.size(), 1u);
  EXPECT_EQ(sessions[0].name, "Station 1");
  EXPECT_EQ(sdp::state(sessions[0].media.at(0)), sdp::State::starting);
}

TEST(Core, TheFirstFrameGoesOutWhenItComes) {
  World world;
  world.join(World::group(1));
  world.run(milliseconds(300));
  world.play(1);
  const auto packets = world.rtp(World::group(1));
  ASSERT_EQ(packets.size(), 1u);
  EXPECT_EQ(packets[0].payload_type, 14);
  EXPECT_EQ(packets[0].payload.size(), 388u);  // RFC 2250: four octets of header
  EXPECT_TRUE(world.noticed("first RTP for fe80::c01"));
  EXPECT_TRUE(world.noticed("300.0 ms after its report"));
}

TEST(Core, SendsInEvenTimeWithOneSequence) {
  World world;
  world.join(World::group(1));
  world.play(1);
  world.run(seconds(2));
  const auto packets = world.rtp(World::group(1));
  ASSERT_NEAR(static_cast<double>(packets.size()), 2 / 0.024, 3);
  for (std::size_t i = 1; i < packets.size(); ++i) {
    EXPECT_EQ(packets[i].ssrc, packets[0].ssrc);
    EXPECT_EQ(packets[i].sequence, static_cast<std::uint16_t>(packets[i - 1].sequence + 1));
    EXPECT_EQ(packets[i].timestamp, packets[i - 1].timestamp + 2160);
  }
}

TEST(Core, TheLastLeaveStopsTheStationAfterLingering) {
  World world;
  world.run(seconds(20));  // the querier's first questions have been answered: leaves count at once
  world.join(World::group(1));
  world.play(1);
  world.leave(World::group(1));
  EXPECT_TRUE(world.stopped.empty());
  world.run(milliseconds(4900));
  EXPECT_TRUE(world.stopped.empty());
  world.run(seconds(2));
  EXPECT_EQ(world.stopped, std::vector<UpstreamId>{1});
  EXPECT_EQ(world.core().running(), 0u);
}

TEST(Core, NothingIsSentToAGroupThatWasLeft) {
  World world;
  world.run(seconds(20));
  world.join(World::group(1));
  world.play(1);
  world.leave(World::group(1));
  world.run(milliseconds(500));
  world.forget();
  world.run(seconds(3));
  EXPECT_TRUE(world.sent_to(World::group(1), kRtpPort).empty());
}

TEST(Core, WithoutLingerTheLastLeaveStopsAtOnce) {
  Config config = World::two_stations();
  config.linger = Duration{};
  World world(config);
  world.run(seconds(20));
  world.join(World::group(1));
  world.play(1);
  world.leave(World::group(1));
  world.run(seconds(1));
  EXPECT_EQ(world.stopped.size(), 1u);
}

TEST(Core, AReturnWithinTheLingerFindsTheSameSource) {
  World world;
  world.run(seconds(20));
  world.join(World::group(1));
  world.play(1, 10);
  const std::uint32_t ssrc = world.rtp(World::group(1)).at(0).ssrc;
  world.leave(World::group(1));
  world.run(seconds(3));
  world.forget();
  world.join(World::group(1));
  EXPECT_TRUE(world.started.empty());
  EXPECT_EQ(world.rtp(World::group(1)).at(0).ssrc, ssrc);
}

TEST(Core, UnknownNumbersStartNothingAndHoldNothing) {
  World world;
  for (std::uint32_t number = 1000; number < 3000; ++number) world.join(World::group(number));
  EXPECT_TRUE(world.started.empty());
  EXPECT_TRUE(world.sent.empty());
  EXPECT_TRUE(world.notices.empty() || !world.noticed("joined"));
}

TEST(Core, AnotherPrefixIsNotAnswered) {
  World world;
  world.join({service_group(ServiceNumber(1), *parse_prefix("2001:db8:1::/64")), World::kInterface});
  EXPECT_TRUE(world.started.empty());
}

TEST(Core, AnotherInterfaceIsNotAnswered) {
  World world;
  world.join(World::group(1, 9));
  EXPECT_TRUE(world.started.empty());
}

TEST(Core, Ipv4GroupsOfThePoolNameServicesToo) {
  World world;
  const Group group{*parse_address("239.195.1.1"), World::kInterface};
  world.join(group);
  world.play(1);
  EXPECT_EQ(world.rtp(group).size(), 1u);
  const auto session = world.announced(group).at(0);
  EXPECT_EQ(session.origin.host.ip, World::kSourceV4);
  EXPECT_EQ(session.connection->ttl, 16);
}

TEST(Core, BothFamiliesGetTheSamePackets) {
  World world;
  const Group v4{*parse_address("239.195.1.1"), World::kInterface};
  world.join(v4);
  world.join(World::group(1));
  world.play(1);
  world.run(seconds(1));
  const auto a = world.sent_to(v4, kRtpPort);
  const auto b = world.sent_to(World::group(1), kRtpPort);
  EXPECT_EQ(world.started.size(), 1u);
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) EXPECT_EQ(a[i].octets, b[i].octets);
}

TEST(Core, AFloodOfJoinsIsCappedPerSecond) {
  Config config;
  for (std::uint32_t number = 1; number <= 50; ++number) config.services.push_back(World::station(number));
  config.starts_per_second = 10;
  World world(config);
  for (std::uint32_t number = 1; number <= 50; ++number) world.join(World::group(number));
  EXPECT_EQ(world.started.size(), 10u);
  world.run(seconds(2));
  EXPECT_EQ(world.started.size(), 30u);
  world.run(seconds(3));
  EXPECT_EQ(world.started.size(), 50u);
  EXPECT_TRUE(world.noticed("has to wait: more than 10 starts a second"));
}

TEST(Core, AFloodOfJoinsAndLeavesDoesNotFillTheLog) {
  World world;
  world.run(seconds(20));
  world.forget();
  for (unsigned n = 0; n < 50; ++n) {
    world.join(World::group(1));
    world.leave(World::group(1), 1);
    world.join(World::group(1), 2);
  }
  const auto lines = [&world](std::string_view part) {
    return std::count_if(world.notices.begin(), world.notices.end(),
                         [part](const std::string& line) { return line.find(part) != line.npos; });
  };
  EXPECT_EQ(lines("joined by") + lines("left by"), MemberLines::kPerSecond);
  EXPECT_EQ(lines("more joins and leaves"), 0);
  world.run(seconds(3));
  EXPECT_EQ(lines("more joins and leaves"), 1);
}

TEST(Core, AFloodOfJoinsIsCappedInAllUntilOneStops) {
  Config config = World::two_stations();
  config.max_streams = 1;
  config.linger = Duration{};
  World world(config);
  world.run(seconds(20));
  world.join(World::group(1));
  world.join(World::group(2));
  EXPECT_EQ(world.started.size(), 1u);
  EXPECT_TRUE(world.noticed("8000:0002 has to wait: 1 streams run"));
  world.leave(World::group(1));
  world.run(seconds(1));
  ASSERT_EQ(world.started.size(), 2u);
  EXPECT_EQ(world.started[1].service.number, ServiceNumber(2));
}

TEST(Core, AFailingStationSaysWhyAndLeavesItsNeighbourAlone) {
  World world;
  world.join(World::group(1));
  world.join(World::group(2));
  world.play(2);
  world.feed(1, {UpstreamStateChange{UpstreamState::failed, "sends a web page (text/html)", 0}});
  world.run(seconds(1));
  const auto session = world.announced(World::group(1)).back();
  EXPECT_EQ(sdp::state(session.media.at(0)), sdp::State::failed);
  EXPECT_EQ(sdp::reason(session.media.at(0)), "sends a web page (text/html)");
  EXPECT_NEAR(static_cast<double>(world.rtp(World::group(2)).size()), 42, 2);
}

TEST(Core, TheTestServiceNeedsNoStation) {
  World world{Config{}};
  world.join(World::group(0xff));
  EXPECT_TRUE(world.started.empty());
  world.run(seconds(10));
  const auto packets = world.rtp(World::group(0xff));
  EXPECT_EQ(packets.size(), 501u);
  EXPECT_EQ(packets.back().timestamp - packets.front().timestamp, 80'000u);  // L16 at 8 kHz
}

TEST(Core, TellsTheUpstreamWhatIsConsumed) {
  World world;
  world.join(World::group(1));
  world.play(1, 2);
  world.run(seconds(3));
  EXPECT_GE(world.consumed_media, milliseconds(1700));
}

class Goodbye : public testing::Test {
 protected:
  Goodbye() {
    world.join(World::group(1));
    world.play(1);
    world.run(seconds(1));
    const std::uint32_t source = world.rtp(World::group(1)).at(0).ssrc;
    hear({World::group(1).address, kRtcpPort}, words(source, false));
  }
  static Bytes words(std::uint32_t source, bool bye) {
    const std::vector<rtcp::ReportBlock> blocks = {{.ssrc = source}};
    rtcp::CompoundBuilder builder({.ssrc = 7, .info = {}, .blocks = blocks, .cname = "c", .items = {}}, 1000);
    if (bye) builder.add(rtcp::Bye{{7}, ""});
    return builder.take();
  }
  void hear(const Endpoint& to, const Bytes& words, unsigned interface = World::kInterface) {
    world.core().handle_packet(interface, udp_packet(kListener, to, words), false, world.now().mono, world.now());
  }
  std::size_t receivers() { return world.core().status().at(0).cast.receivers.listed; }
  std::uint32_t source() { return world.rtp(World::group(1)).at(0).ssrc; }

  static inline const Endpoint kListener{*parse_address("2001:db8:d0be:f00d::c1"), 40'000};
  static constexpr unsigned kLoopback = 1;
  World world;
};

TEST_F(Goodbye, ToTheHeadendAloneEndsAReceiver) {
  ASSERT_EQ(receivers(), 1u);
  hear({World::kSource, kRtcpPort}, words(source(), true));
  EXPECT_EQ(receivers(), 0u);
}

TEST_F(Goodbye, OfAListenerOnTheHeadendsHostComesOverTheLoopback) {
  hear({World::kSource, kRtcpPort}, words(source(), true), kLoopback);
  EXPECT_EQ(receivers(), 0u);
}

TEST_F(Goodbye, ThatReportsOnNoSourceOfOursEndsNobody) {
  hear({World::kSource, kRtcpPort}, words(source() + 1, true));
  EXPECT_EQ(receivers(), 1u);
}

TEST_F(Goodbye, MakesNoReceiverOfAReportToTheHeadendAlone) {
  hear({World::kSource, kRtcpPort}, words(source(), true));
  hear({World::kSource, kRtcpPort}, words(source(), false));
  EXPECT_EQ(receivers(), 0u);
}

TEST(Core, ShuttingDownDeletesAndSaysGoodbye) {
  World world;
  world.join(World::group(1));
  world.play(1);
  world.run(seconds(1));
  world.forget();
  world.core().stop(world.now());
  world.settle();
  Bytes buffer;
  const auto sap = world.sent_to(World::group(1), sap::kPort);
  ASSERT_EQ(sap.size(), 1u);
  EXPECT_TRUE(sap::parse(sap[0].octets, buffer)->deletion);
  const auto rtcp = world.sent_to(World::group(1), kRtcpPort);
  ASSERT_EQ(rtcp.size(), 1u);
  const auto compound = rtcp::parse(rtcp[0].octets);
  EXPECT_TRUE(std::holds_alternative<rtcp::Bye>(compound->packets.back()));
  EXPECT_EQ(world.stopped.size(), 1u);
}

}  // namespace
}  // namespace joincast::headend
