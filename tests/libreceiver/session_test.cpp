// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/session.h"

#include <numeric>

#include "tests/libreceiver/rig.h"

namespace joincast::libreceiver {
namespace {

constexpr std::string_view kOpusMedia = "m=audio 5004 RTP/AVP 96\r\na=rtpmap:96 opus/48000/2\r\n";

TEST(Session, JoinsRtpBeforeTheOthers) {
  const Rig rig;
  ASSERT_EQ(rig.joins.size(), 3u);
  EXPECT_EQ(rig.joins[0].channel, Channel::rtp);
  EXPECT_EQ(rig.joins[0].group, kGroup);
  EXPECT_EQ(rig.joins[0].port, 5004);
  EXPECT_EQ(rig.joins[1].port, 5005);
  EXPECT_EQ(rig.joins[2].port, 9875);
}

TEST(Session, JoinsASourceItWasGiven) {
  auto config = Rig::config();
  config.source = kHeadend.address;
  const Rig rig(config);
  for (const auto& join : rig.joins) EXPECT_EQ(join.source, kHeadend.address);
}

TEST(Session, PlaysAStaticTypeWithoutDescription) {
  Rig rig;
  rig.stream(2);
  EXPECT_EQ(rig.units.size(), 2u);  // the packet in probation is not lost
  ASSERT_EQ(rig.streams.size(), 1u);
  EXPECT_EQ(rig.streams[0].format.codec, payload::Codec::mpa);
  EXPECT_EQ(rig.streams[0].format.sample_rate_hz, 48'000u);
  EXPECT_FALSE(rig.events<Bound>().at(0).by_description);
  EXPECT_EQ(rig.statistics().phase, Phase::playing);
}

TEST(Session, ASourcesGapStandsInFrontOfTheUnitBehindIt) {
  Rig rig;
  rig.stream(5);
  rig.next.timestamp += 3 * 90'000;
  rig.stream(2);
  ASSERT_EQ(rig.units.size(), 7u);
  EXPECT_FALSE(rig.units[4].unit.after_loss);
  EXPECT_TRUE(rig.units[5].unit.after_loss);
  EXPECT_EQ(rig.units[5].lost_packets, 0u);
  EXPECT_FALSE(rig.units[6].unit.after_loss);
}

TEST(Session, HoldsPacketsUntilTheirDescriptionComes) {
  Rig rig;
  rig.next.payload_type = 96;
  rig.stream(3);
  EXPECT_TRUE(rig.units.empty());
  EXPECT_EQ(rig.statistics().phase, Phase::undescribed);
  rig.announce({.media = "m=audio 5004 RTP/AVP 96\r\na=rtpmap:96 MPA/90000\r\n"});
  EXPECT_EQ(rig.units.size(), 3u);
  EXPECT_TRUE(rig.events<Bound>().at(0).by_description);
}

TEST(Session, DropsAndCountsPacketsNeverDescribed) {
  Rig rig;
  rig.next.payload_type = 96;
  rig.stream(2);
  rig.pass(499ms - 48ms);
  EXPECT_EQ(rig.statistics().payload.undescribed, 0u);
  rig.pass(100ms);
  EXPECT_EQ(rig.statistics().payload.undescribed, 2u);
  EXPECT_EQ(rig.statistics().payload.held, 2u);
}

TEST(Session, AStrangersDescriptionBindsNothing) {
  Rig rig;
  rig.next.payload_type = 96;
  rig.announce({}, kHeadend);
  rig.stream(2);
  rig.announce({.id = 9, .host = "2001:db8::bad", .media = std::string(kOpusMedia)}, kStranger);
  EXPECT_TRUE(rig.units.empty());
  EXPECT_EQ(rig.events<Described>().size(), 1u);
}

TEST(Session, AStrangersDescriptionDoesNotSpeakForASenderThatHasNone) {
  Rig rig;
  rig.stream(2);  // by RFC 3551's table, without any announcement
  rig.announce({.id = 9, .host = "2001:db8::bad", .name = "Stranger", .media = std::string(kOpusMedia)}, kStranger);
  EXPECT_TRUE(rig.events<Described>().empty());
  rig.pass(5s);  // the sender is silent
  EXPECT_EQ(rig.events<Described>().size(), 1u);
}

TEST(Session, ASessionWhoseSourceSendsDisplacesASilentOne) {
  Rig rig;
  rig.announce({.id = 9, .host = "2001:db8::bad", .name = "Stranger", .media = std::string(kOpusMedia)}, kStranger);
  rig.announce({.name = "Morning Radio"}, kHeadend);
  rig.announce({.id = 9, .version = 2, .host = "2001:db8::bad", .name = "Stranger again"}, kStranger);
  EXPECT_EQ(rig.events<Described>().back().name, "Stranger again");  // nobody sends: the newest
  rig.stream(2, kHeadend);
  EXPECT_EQ(rig.events<Described>().back().name, "Morning Radio");
  rig.announce({.id = 9, .version = 3, .host = "2001:db8::bad", .name = "Stranger once more"}, kStranger);
  EXPECT_EQ(rig.events<Described>().back().name, "Morning Radio");
}

TEST(Session, ANewVersionBindsANewPayloadType) {
  Rig rig;
  rig.announce({});
  rig.stream(4);
  rig.announce({.version = 2, .media = "m=audio 5004 RTP/AVP 14 96\r\na=rtpmap:96 MPA/90000\r\n"});
  rig.next.payload_type = 96;
  rig.stream(2);
  EXPECT_EQ(rig.units.size(), 6u);
  ASSERT_EQ(rig.streams.size(), 2u);
  EXPECT_TRUE(rig.streams[1].continues);
}

TEST(Session, FollowsARestartedHeadendWithoutHelp) {
  Rig rig;
  rig.announce({.id = 1});
  rig.stream(10);
  rig.pass(900ms);  // killed, and started again
  rig.next = {14, 7'000, 5'000'000, 0x99887766};
  rig.announce({.id = 2, .name = "Morning Radio"});
  rig.stream(5);
  EXPECT_EQ(rig.units.size(), 15u);
  const auto sources = rig.events<MediaCame>();
  ASSERT_EQ(sources.size(), 2u);
  EXPECT_TRUE(sources[1].again);
  EXPECT_EQ(sources[1].source.ssrc, 0x99887766u);
  EXPECT_FALSE(rig.streams.at(1).continues);
}

TEST(Session, AStrangersRtpReplacesNothing) {
  Rig rig;
  rig.announce({});
  rig.stream(5);
  for (std::uint16_t i = 0; i < 50; ++i) {
    rig.hear(Channel::rtp, rtp({14, i, 1u + i * 2160u, 0xbad}), kStranger);
    rig.stream(1);
  }
  EXPECT_EQ(rig.units.size(), 55u);
  EXPECT_EQ(rig.events<MediaCame>().size(), 1u);
  EXPECT_EQ(rig.statistics().selection.strangers, 50u);
}

TEST(Session, AStrangersByeStopsNothing) {
  Rig rig;
  rig.stream(5);
  rig.hear(Channel::rtcp, rtcp_bye(0x11223344), kStranger);
  EXPECT_TRUE(rig.events<SenderLeft>().empty());
  EXPECT_EQ(rig.statistics().rtcp.strangers, 1u);
  rig.stream(5);
  EXPECT_EQ(rig.units.size(), 10u);
}

TEST(Session, TellsTheSourcesOwnBye) {
  Rig rig;
  rig.stream(5);
  rig.hear(Channel::rtcp, rtcp_bye(0x11223344), {kHeadend.address, 40001});
  EXPECT_EQ(rig.events<SenderLeft>().size(), 1u);
}

TEST(Session, AStrangersDeletionTakesNothingBack) {
  Rig rig;
  rig.announce({});
  rig.stream(2);
  rig.announce({}, kStranger, true);
  EXPECT_TRUE(rig.events<Withdrawn>().empty());
  EXPECT_EQ(rig.statistics().sap.unknown_deletions, 1u);
}

TEST(Session, SoundGoesOnAfterTheAnnouncersDeletion) {
  Rig rig;
  rig.announce({.media = "m=audio 5004 RTP/AVP 96\r\na=rtpmap:96 MPA/90000\r\n"});
  rig.next.payload_type = 96;
  rig.stream(2);
  rig.announce({}, kHeadend, true);
  EXPECT_EQ(rig.events<Withdrawn>().size(), 1u);
  rig.stream(2);
  EXPECT_EQ(rig.units.size(), 4u);
}

TEST(Session, IgnoresDatagramsToAnotherGroup) {
  Rig rig;
  rig.session.handle_datagram(Channel::rtp, rtp(rig.next), kHeadend, {kGroupAddress, 3}, rig.now);
  EXPECT_EQ(rig.statistics().other_group, 1u);
  EXPECT_EQ(rig.statistics().packets, 0u);
}

TEST(Session, IgnoresDescriptionsOfOtherGroups) {
  Rig rig;
  rig.announce({.group = "ff3e:40:2001:db8::8000:2"});
  EXPECT_TRUE(rig.events<Described>().empty());
  EXPECT_EQ(rig.statistics().descriptions.other_group, 1u);
}

TEST(Session, TellsWhenNothingComesAndWhenItComesAgain) {
  Rig rig;
  rig.stream(3);
  rig.pass(1400ms);
  EXPECT_TRUE(rig.events<Stalled>().empty());
  rig.pass(200ms);
  EXPECT_EQ(rig.events<Stalled>().size(), 1u);
  EXPECT_EQ(rig.statistics().phase, Phase::stalled);
  rig.stream(1);
  EXPECT_EQ(rig.events<Resumed>().size(), 1u);
  EXPECT_EQ(rig.statistics().phase, Phase::playing);
}

TEST(Session, ShowsThatTheStationFailed) {
  Rig rig;
  rig.announce({.lines = "a=joincast-state:failed\r\na=joincast-reason:the station sends a web page\r\n"});
  const auto states = rig.events<StateChanged>();
  ASSERT_EQ(states.size(), 1u);
  EXPECT_EQ(states[0].state, sdp::State::failed);
  EXPECT_EQ(states[0].reason, "the station sends a web page");
  rig.announce({.version = 2});
  EXPECT_EQ(rig.events<StateChanged>().back().state, sdp::State::playing);
}

TEST(Session, CountsHostileInputByReason) {
  Rig rig;
  rig.stream(3);
  const Bytes whole = rtp(rig.next);
  for (std::size_t size = 0; size < 12; ++size)
    rig.hear(Channel::rtp, Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)));
  rig.hear(Channel::rtcp, {0x80, 201, 0, 9});
  rig.hear(Channel::sap, sap("v=0\r\no=- 5 5 IN IP6 2001:db8::1\r\nm=broken\r\n", kHeadend.address, 77));
  const auto counted = rig.statistics();
  EXPECT_EQ(counted.malformed[static_cast<std::size_t>(ParseErrc::truncated)], 12u);
  EXPECT_EQ(std::accumulate(counted.rtcp.refused.begin(), counted.rtcp.refused.end(), 0u), 1u);
  EXPECT_EQ(std::accumulate(counted.descriptions.refused.begin(), counted.descriptions.refused.end(), 0u), 1u);
  rig.stream(1);
  EXPECT_EQ(rig.units.size(), 4u);
}

TEST(Session, SurvivesEveryTruncationOfAnAnnouncement) {
  const Bytes whole = sap(sdp({.title = "A song", .lines = "a=joincast-item:7\r\n"}), kHeadend.address, 5);
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    Rig rig;
    rig.hear(Channel::sap, Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)));
    EXPECT_LE(rig.events<Described>().size(), 1u);
  }
}

TEST(Session, HoldsNoMoreThanItsCap) {
  Rig rig;
  rig.next.payload_type = 96;
  for (int i = 0; i < 5'000; ++i) {
    rig.hear(Channel::rtp, rtp(rig.next));
    ++rig.next.sequence;
  }
  EXPECT_GE(rig.statistics().payload.undescribed, 5'000u - PayloadPath::kMostHeld);
}

TEST(Session, TakesRtcpWhereTheDescriptionPutsIt) {
  Rig rig;
  rig.announce({.lines = "a=rtcp:6001\r\n"});
  EXPECT_EQ(rig.leaves.at(0).channel, Channel::rtcp);
  EXPECT_EQ(rig.joins.at(3).port, 6001);
  rig.announce({.version = 2, .lines = "a=rtcp-mux\r\n"});
  rig.stream(2);
  rig.hear(Channel::rtp, rtcp_bye(0x11223344));  // RFC 5761
  EXPECT_EQ(rig.events<SenderLeft>().size(), 1u);
  EXPECT_EQ(rig.joins.size(), 4u);
}

}  // namespace
}  // namespace joincast::libreceiver
