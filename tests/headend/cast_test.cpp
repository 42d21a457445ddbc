// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/cast.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rtcp/compound.h"
#include "sdp/attributes.h"
#include "sdp/joincast.h"
#include "sdp/rtp.h"
#include "tests/headend/world.h"

namespace joincast::headend {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::ElementsAre;

TEST(Announcing, ComesEveryOneOrTwoSeconds) {
  World world;
  world.join(World::group(1));
  world.run(seconds(16));
  const auto count = world.sent_to(World::group(1), sap::kPort).size();
  EXPECT_GE(count, 8u);
  EXPECT_LE(count, 17u);
}

TEST(Announcing, NewMembersWithin200MillisecondsShareOne) {
  World world;
  world.join(World::group(1), 1);
  world.run(milliseconds(500));
  world.forget();
  for (unsigned n = 2; n < 9; ++n) world.join(World::group(1), n);
  EXPECT_LE(world.sent_to(World::group(1), sap::kPort).size(), 1u);
  world.run(milliseconds(200));
  EXPECT_LE(world.sent_to(World::group(1), sap::kPort).size(), 2u);
}

TEST(Announcing, TravelsWith255HopsAndRtpWithTheConfigured) {
  World world;
  world.join(World::group(1));
  world.play(1);
  EXPECT_EQ(world.sent_to(World::group(1), sap::kPort).at(0).datagram.hop_limit, 255);
  EXPECT_EQ(world.sent_to(World::group(1), kRtpPort).at(0).datagram.hop_limit, 0);
}

Config repeating(unsigned packets) {
  Config config = World::two_stations();
  config.start_repeat = packets;
  return config;
}

void play_for_five_seconds(World& world) {
  world.join(World::group(1), 1);
  world.play(1, 8);
  world.run(seconds(5));
}

TEST(StartRepeat, GivesANewcomerTheLastThreePacketsWithReportAndAnnouncement) {
  World world;
  play_for_five_seconds(world);
  const auto before = world.sent_to(World::group(1), kRtpPort);
  world.forget();
  world.join(World::group(1), 2);
  const auto again = world.sent_to(World::group(1), kRtpPort);
  ASSERT_EQ(again.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(again[i].octets, before[before.size() - 3 + i].octets);
  EXPECT_EQ(world.sent_to(World::group(1), sap::kPort).size(), 1u);
  EXPECT_EQ(world.sent_to(World::group(1), kRtcpPort).size(), 1u);
  EXPECT_EQ(sdp::start_repeat(world.announced(World::group(1))[0].media.at(0)), 3u);
}

TEST(StartRepeat, ComesOnceIn200Milliseconds) {
  World world;
  play_for_five_seconds(world);
  world.forget();
  for (unsigned n = 2; n < 9; ++n) world.join(World::group(1), n);
  EXPECT_EQ(world.sent_to(World::group(1), kRtpPort).size(), 3u);
}

TEST(StartRepeat, IsAsLongAsConfigured) {
  World world(repeating(1));
  play_for_five_seconds(world);
  const auto before = world.sent_to(World::group(1), kRtpPort);
  world.forget();
  world.join(World::group(1), 2);
  const auto again = world.sent_to(World::group(1), kRtpPort);
  ASSERT_EQ(again.size(), 1u);
  EXPECT_EQ(again[0].octets, before.back().octets);
  EXPECT_EQ(sdp::start_repeat(world.announced(World::group(1))[0].media.at(0)), 1u);
}

TEST(StartRepeat, OfNoneLeavesAnnouncementAndReport) {
  World world(repeating(0));
  play_for_five_seconds(world);
  world.forget();
  world.join(World::group(1), 2);
  EXPECT_TRUE(world.rtp(World::group(1)).empty());
  EXPECT_EQ(world.sent_to(World::group(1), kRtcpPort).size(), 1u);
  ASSERT_EQ(world.announced(World::group(1)).size(), 1u);
  EXPECT_FALSE(sdp::has(world.announced(World::group(1))[0].media.at(0).attributes, "joincast-repeat"));
}

TEST(Titles, ChangeWhenTheFrameBehindThemIsSent) {
  World world;
  world.join(World::group(1));
  world.play(1, 1);
  world.feed(1, {UpstreamMetadata{"Artist - Song", "http://song.example/1", "", "Jazz"}, World::frame()});
  world.run(milliseconds(900));
  EXPECT_EQ(world.announced(World::group(1)).back().information, "");
  world.run(milliseconds(400));
  const auto session = world.announced(World::group(1)).back();
  EXPECT_EQ(session.information, "Artist - Song");
  EXPECT_EQ(session.uri, "http://song.example/1");
  EXPECT_EQ(sdp::category(session), "Jazz");
  const auto packets = world.rtp(World::group(1));
  EXPECT_EQ(sdp::item_timestamp(session.media.at(0)), packets.at(41).timestamp);
}

TEST(Titles, OfSoundThatIsWaitingAreAnnouncedWithItsFirstPacket) {
  World world;
  world.join(World::group(1));
  std::vector<UpstreamItem> burst = {UpstreamStateChange{UpstreamState::playing, "", 0}, World::mpa()};
  for (int i = 0; i < 42; ++i) burst.push_back(World::frame());
  burst.push_back(UpstreamMetadata{"Song", "", "", "", milliseconds(42 * 24)});
  burst.push_back(World::frame());
  world.feed(1, std::move(burst));
  world.run(milliseconds(200));
  const auto session = world.announced(World::group(1)).back();
  EXPECT_EQ(session.information, "Song");
  EXPECT_EQ(sdp::item_timestamp(session.media.at(0)), world.rtp(World::group(1)).at(0).timestamp);
}

TEST(Titles, AreLoggedInOneLineWithoutEscapeSequences) {
  World world;
  world.join(World::group(1));
  world.feed(1, {World::mpa(),
                 UpstreamMetadata{"a\n\x1b[2J\xc2\x9b"
                                  "2Jb",
                                  "", "", ""},
                 World::frame()});
  EXPECT_TRUE(world.noticed("title \"a [2J 2Jb\""));
}

TEST(StationState, PlaysAgainWhenAFormatForRtpFollowsOneWithout) {
  payload::Format unknown;
  unknown.codec = payload::Codec::flac;
  unknown.clock_rate_hz = 90'000;
  World world;
  world.join(World::group(1));
  world.feed(1, {UpstreamStateChange{UpstreamState::playing, "", 0}, FormatChange{unknown}, World::frame()});
  world.run(seconds(1));
  EXPECT_EQ(sdp::state(world.announced(World::group(1)).back().media.at(0)), sdp::State::failed);
  world.feed(1, {World::mpa(), World::frame()});
  world.run(seconds(1));
  EXPECT_EQ(sdp::state(world.announced(World::group(1)).back().media.at(0)), std::nullopt);
}

TEST(StationState, StaysFailedOverAReconnectionWhileTheFormatCannotBeSent) {
  payload::Format unknown;
  unknown.codec = payload::Codec::flac;
  unknown.clock_rate_hz = 90'000;
  World world;
  world.join(World::group(1));
  world.feed(1, {UpstreamStateChange{UpstreamState::playing, "", 0}, FormatChange{unknown}, World::frame()});
  world.feed(1, {UpstreamStateChange{UpstreamState::connecting, "", 0}});
  world.feed(1, {UpstreamStateChange{UpstreamState::playing, "", 0}, World::frame()});
  world.run(seconds(2));
  const auto session = world.announced(World::group(1)).back();
  EXPECT_EQ(sdp::state(session.media.at(0)), sdp::State::failed);
  EXPECT_NE(sdp::reason(session.media.at(0)).find("cannot be sent by RTP"), std::string::npos);
}

TEST(Titles, AreNewVersionsOfTheSameSession) {
  World world;
  world.join(World::group(1));
  world.feed(1, {World::mpa(), UpstreamMetadata{"One", "", "", ""}, World::frame()});
  world.run(seconds(1));
  const auto one = world.announced(World::group(1)).back();
  world.feed(1, {UpstreamMetadata{"Two", "", "", ""}, World::frame()});
  world.run(seconds(1));
  const auto two = world.announced(World::group(1)).back();
  EXPECT_TRUE(sdp::same_session(one.origin, two.origin));
  EXPECT_GT(two.origin.version, one.origin.version);
}

TEST(Titles, CannotAddALine) {
  World world;
  world.join(World::group(1));
  world.feed(1,
             {World::mpa(), UpstreamMetadata{"a\r\nm=audio 9 RTP/AVP 0\r\n", "javascript:x", "", ""}, World::frame()});
  world.run(seconds(1));
  const auto session = world.announced(World::group(1)).back();
  EXPECT_EQ(session.information, "a m=audio 9 RTP/AVP 0");
  EXPECT_EQ(session.media.size(), 1u);
  EXPECT_EQ(session.uri, "");
}

TEST(Titles, HoweverLongFitAnAnnouncement) {
  World world;
  world.join(World::group(1));
  world.feed(1, {World::mpa(), UpstreamMetadata{std::string(4000, 'x'), "", "", ""}, World::frame()});
  world.run(seconds(1));
  for (const auto& one : world.sent_to(World::group(1), sap::kPort)) EXPECT_LE(one.octets.size(), 1024u);
  EXPECT_GE(world.announced(World::group(1)).back().information.size(), 200u);
}

TEST(Formats, ANewOneIsAnnouncedBeforeItsFirstPacket) {
  World world;
  world.join(World::group(1));
  world.play(1, 1);
  payload::AccessUnit opus;
  opus.octets = {0xfc, 1, 2, 3};
  opus.duration = 960;
  world.feed(1, {FormatChange{payload::opus_format(2)}, opus, opus});
  world.run(seconds(2));
  std::optional<std::size_t> told, first;
  for (std::size_t i = 0; i < world.sent.size(); ++i) {
    const auto& one = world.sent[i];
    Bytes buffer;
    if (one.datagram.to.port == sap::kPort && !told) {
      const auto session = sdp::parse(as_text(sap::parse(one.octets, buffer)->payload)).value().session;
      if (sdp::rtpmap(session.media.at(0), 96)) told = i;
    }
    if (one.datagram.to.port == kRtpPort && rtp::parse(one.octets)->payload_type == 96 && !first) first = i;
  }
  ASSERT_TRUE(told && first);
  EXPECT_LT(*told, *first);
}

TEST(Formats, AnotherClockTakesAnotherSource) {
  World world;
  world.join(World::group(1));
  world.play(1, 0.1);
  payload::AccessUnit opus;
  opus.octets = {0xfc, 1, 2, 3};
  opus.duration = 960;
  world.feed(1, {FormatChange{payload::opus_format(2)}, opus});
  world.run(seconds(1));
  const auto packets = world.rtp(World::group(1));
  EXPECT_EQ(packets.back().payload_type, 96);
  EXPECT_NE(packets.back().ssrc, packets.front().ssrc);
}

TEST(Formats, AChangeSendsTheFramesGatheredBeforeIt) {
  Config config = World::two_stations();
  config.services[0].frames_per_packet = 3;
  World world(config);
  world.join(World::group(1));
  payload::AccessUnit opus;
  opus.octets = {0xfc, 1, 2, 3};
  opus.duration = 960;
  world.feed(1, {World::mpa(), World::frame(), World::frame(), FormatChange{payload::opus_format(2)}, opus});
  world.run(seconds(1));
  const auto packets = world.rtp(World::group(1));
  ASSERT_EQ(packets.size(), 2u);
  EXPECT_EQ(packets[0].payload_type, 14);
  EXPECT_EQ(packets[0].payload.size(), 4u + 2 * 384);
  EXPECT_EQ(packets[1].payload_type, 96);
  EXPECT_NE(packets[1].ssrc, packets[0].ssrc);
}

TEST(Formats, KeepTheirTypeOverStopAndStart) {
  Config config = World::two_stations();
  config.linger = Duration{};
  World world(config);
  world.run(seconds(20));
  payload::AccessUnit unit;
  unit.octets = {0xfc, 1, 2, 3};
  unit.duration = 960;
  payload::Format l16 = payload::pcm_format(payload::Codec::l16, 48'000, 2);
  payload::AccessUnit pcm;
  pcm.octets.resize(332 * 4);
  pcm.duration = 332;
  world.join(World::group(1));
  world.feed(1, {FormatChange{l16}, pcm});
  EXPECT_EQ(world.rtp(World::group(1)).at(0).payload_type, 96);
  world.leave(World::group(1));
  world.run(seconds(1));
  world.forget();
  world.join(World::group(1));
  world.feed(world.started.at(0).upstream, {FormatChange{payload::opus_format(2)}, unit});
  EXPECT_EQ(world.rtp(World::group(1)).at(0).payload_type, 97);
}

rtcp::Bandwidth granted(const sdp::Session& session) {
  const auto said = sdp::rtcp_bandwidth(session, session.media.at(0));
  return {said.senders_bps.value_or(0), said.receivers_bps.value_or(0)};
}

/// `time` seconds of L16, 1,536 kbit/s in 3 ms packets.
void play_pcm(World& world, unsigned time) {
  payload::AccessUnit pcm;
  pcm.octets.resize(144 * 4);
  pcm.duration = 144;
  std::vector<UpstreamItem> items;
  for (unsigned i = 0; i < time * 48'000 / 144; ++i) items.push_back(pcm);
  world.feed(1, std::move(items));
}

TEST(RtcpShare, IsOfTheMeasuredRateTwoSecondsIntoTheMedia) {
  World world;
  world.join(World::group(1));
  std::vector<UpstreamItem> quiet = {FormatChange{payload::opus_format(2)}};
  payload::AccessUnit unit;
  unit.octets.assign(65, 0xfc);
  unit.duration = 960;
  quiet.insert(quiet.end(), 200, unit);
  world.feed(1, std::move(quiet));
  world.run(milliseconds(1900));
  EXPECT_EQ(granted(world.announced(World::group(1)).back()), rtcp::default_bandwidth(128'000, true));
  const auto before = world.announced(World::group(1)).back().origin.version;
  world.run(milliseconds(400));
  const auto session = world.announced(World::group(1)).back();
  EXPECT_EQ(granted(session), rtcp::default_bandwidth(50'000, true));  // 125 octets in 20 ms
  EXPECT_EQ(session.origin.version, before + 1);
}

TEST(RtcpShare, OfARateNearTheAssumedIsNoNews) {
  World world;
  world.join(World::group(1));
  world.play(1, 8);
  world.run(milliseconds(500));
  const auto before = world.announced(World::group(1)).back();
  world.run(seconds(7));
  EXPECT_EQ(world.announced(World::group(1)).back(), before);
}

TEST(RtcpShare, OfPcmAndOfDeclaredRatesIsKnownWithTheFormat) {
  World world;
  world.join(World::group(1));
  world.feed(1, {FormatChange{payload::pcm_format(payload::Codec::l16, 48'000, 2)}});
  play_pcm(world, 1);
  EXPECT_EQ(granted(world.announced(World::group(1)).back()), (rtcp::Bandwidth{4'000, 12'000}));
  world.join(World::group(2));
  world.feed(2, {FormatChange{payload::mpa_format(48'000, 2), 40}, World::frame()});
  EXPECT_EQ(granted(world.announced(World::group(2)).back()), rtcp::default_bandwidth(64'000, true));
}

TEST(RtcpShare, OfTheTestServiceIsKnownFromTheStart) {
  Config config;
  config.test.rate = 64'000;
  World world(config);
  world.join({service_group(kTestService, World::kPrefix), World::kInterface});
  world.run(seconds(10));
  const auto told = world.announced({service_group(kTestService, World::kPrefix), World::kInterface});
  for (const sdp::Session& session : told) EXPECT_EQ(granted(session), rtcp::default_bandwidth(88'000, true));
  EXPECT_EQ(told.back().origin.version, told.front().origin.version);
}

TEST(Gaps, OfAMachineThatStoodStillAreToldOfEveryService) {
  const Group tone{service_group(kTestService, World::kPrefix), World::kInterface};
  World world;
  world.join(tone, 1);
  world.join(World::group(1), 2);
  world.play(2);  // the second that was started
  world.run(seconds(1));
  world.stand_still(milliseconds(100));
  world.run(seconds(1));
  EXPECT_FALSE(world.noticed("sent nothing"));
  world.stand_still(milliseconds(400));
  world.run(seconds(1));
  EXPECT_TRUE(world.noticed("8000:00ff sent nothing for ")) << testing::PrintToString(world.notices);
  EXPECT_TRUE(world.noticed("8000:0001 sent nothing for ")) << testing::PrintToString(world.notices);
}

TEST(SenderReports, MapTheMediaToTheSlewedClock) {
  World world;
  world.join(World::group(1));
  world.play(1, 30);
  world.run(seconds(20));
  const auto reports = world.sent_to(World::group(1), kRtcpPort);
  ASSERT_GE(reports.size(), 3u);
  const auto info = [&](std::size_t i) {
    return std::get<rtcp::SenderReport>(rtcp::parse(reports[i].octets)->packets.at(0)).info;
  };
  const auto first = info(0);
  const auto last = info(reports.size() - 1);
  const double time = static_cast<double>(last.ntp.value - first.ntp.value) / 0x1p32;
  const double media = (last.rtp_timestamp - first.rtp_timestamp) / 90'000.0;
  EXPECT_NEAR(media / time, 1.005, 0.0005);  // thirty seconds wait: it sends as fast as it may
}

}  // namespace
}  // namespace joincast::headend
