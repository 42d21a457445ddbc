// SPDX-License-Identifier: LGPL-2.1-or-later
// What a watch cannot hear, when it says so, and what strangers may make it hold.
#include "tests/libreceiver/member_watch_fixture.h"

namespace joincast::libreceiver {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

TEST_F(MemberWatchTest, SaysWhenNobodyAskedForLongerThanAnyQuerierWaits) {
  start();
  wait(129s);
  EXPECT_THAT(take_limits(), IsEmpty());
  wait(2s);
  EXPECT_THAT(take_limits(), ElementsAre(HearingLimit::nobody_asks, HearingLimit::nobody_asks)) << "MLD and IGMP";
  wait(24h);
  EXPECT_THAT(take_limits(), IsEmpty());
}

TEST_F(MemberWatchTest, SaysNothingOfTheKindWhereSomebodyAsks) {
  start();
  query(kQuerier);
  join(kA);
  wait(131s);
  EXPECT_THAT(take_limits(), ElementsAre(HearingLimit::nobody_asks)) << "IGMP's";
  EXPECT_THAT(view().limits, IsEmpty());
}

TEST_F(MemberWatchTest, SaysWhenTheQuerierVanished) {
  start();
  query(kQuerier);
  join(kA);
  wait(1h);
  EXPECT_THAT(view().limits, ElementsAre(HearingLimit::nobody_asks));
}

TEST_F(MemberWatchTest, SaysWhenOnlyItsOwnHostAnswers) {
  start();
  query(kQuerier);
  join(kOurs);
  wait(10s);
  EXPECT_THAT(take_limits(), IsEmpty());
  wait(1s);
  EXPECT_THAT(take_limits(), ElementsAre(HearingLimit::only_own));
}

TEST_F(MemberWatchTest, NamesTheProtocolThatNobodyElseAnswers) {
  start();
  query(kQuerier);
  wait(11s);
  const auto said = take<CannotHear>();
  ASSERT_EQ(said.size(), 1u);
  EXPECT_THAT(said[0].text, StartsWith("no other host answered an MLD query: "));
}

TEST_F(MemberWatchTest, SaysNothingOfTheKindWhenAnotherAnswers) {
  start();
  query(kQuerier);
  join(kA);
  wait(11s);
  EXPECT_THAT(take_limits(), IsEmpty());
}

TEST_F(MemberWatchTest, TakesTheQueriersOwnReportsForNobodyElses) {
  start();
  query(kQuerier);
  join(kQuerier);
  wait(11s);
  EXPECT_THAT(take_limits(), ElementsAre(HearingLimit::only_own));
}

TEST_F(MemberWatchTest, SaysThatAnswersCeasedOnceEvenWhenTheyCameBefore) {
  start();
  query(kQuerier);
  join(kA);
  wait(11s);
  query(kQuerier);
  wait(11s);
  query(kQuerier);
  wait(11s);
  EXPECT_THAT(take_limits(), ElementsAre(HearingLimit::only_own));
}

TEST_F(MemberWatchTest, SaysOnceThatOldHostsStaySilent) {
  start();
  hear(kA, membership::OldReport{Dialect::v2, kGroup});
  hear(kB, membership::OldReport{Dialect::v2, kGroup});
  const auto limits = take<CannotHear>();
  ASSERT_THAT(limits, SizeIs(1));
  EXPECT_EQ(limits[0].limit, HearingLimit::old_hosts);
  EXPECT_NE(limits[0].text.find("MLDv1"), std::string::npos) << limits[0].text;
}

TEST_F(MemberWatchTest, SaysThatAnOldQuerierMakesAllHostsOld) {
  start();
  query(ip("192.0.2.1"), Dialect::v2);
  const auto limits = take<CannotHear>();
  ASSERT_THAT(limits, SizeIs(1));
  EXPECT_EQ(limits[0].limit, HearingLimit::old_querier);
  EXPECT_NE(limits[0].text.find("192.0.2.1 asks by IGMPv2"), std::string::npos) << limits[0].text;
}

TEST_F(MemberWatchTest, SaysThatALowerAddressAsksInItsPlace) {
  start({.query = true});
  wait(2s);
  query(kQuerier);
  EXPECT_THAT(take_limits(), Contains(HearingLimit::not_elected));
  EXPECT_EQ(view().querier->address, kQuerier);
}

TEST_F(MemberWatchTest, ALowerAddressDoesNoHarmWhereItAdvertises) {
  start({.query = true, .advertise = true});
  wait(2s);
  query(kQuerier);
  EXPECT_THAT(take_limits(), Not(Contains(HearingLimit::not_elected)));
}

TEST_F(MemberWatchTest, SaysThatItCannotAskWithoutAnAddress) {
  WatchedLink bare = link();
  bare.ask_from_v6.reset();
  start({.query = true}, bare);
  const auto limits = take<CannotHear>();
  ASSERT_THAT(limits, SizeIs(1));
  EXPECT_EQ(limits[0].limit, HearingLimit::no_address);
  EXPECT_EQ(limits[0].text, "eth0 has no link-local IPv6 address, so that nothing can be asked there");
}

TEST_F(MemberWatchTest, SaysThatTheHostsOwnBridgeSnoops) {
  WatchedLink bridge = link();
  bridge.bridge = LocalBridge::snooping;
  start({}, bridge);
  EXPECT_THAT(take_limits(), ElementsAre(HearingLimit::snooping_here, HearingLimit::snooping_here));
}

TEST_F(MemberWatchTest, SaysOnceThatPacketsWereLost) {
  start();
  core->handle_packets_lost(now);
  core->handle_packets_lost(now);
  drain();
  EXPECT_THAT(take_limits(), ElementsAre(HearingLimit::packets_lost, HearingLimit::packets_lost));
}

TEST_F(MemberWatchTest, KeepsNoMoreGroupsThanAllowedAndSaysSo) {
  start({.limits = {.groups = 100}});
  for (std::uint32_t i = 0; i < 300; ++i)
    hear(ip("192.0.2.9"), membership::OldReport{Dialect::v2, IpAddress::v4(0xef01'0000 + i)});
  EXPECT_THAT(take<MemberJoined>(), SizeIs(100));
  EXPECT_THAT(view(Family::ipv4).groups, SizeIs(100));
  EXPECT_THAT(take_limits(), Contains(HearingLimit::full));
}

TEST_F(MemberWatchTest, KeepsNoMoreHostsThanAllowedAndStillTellsTheLastGone) {
  start({.limits = {.hosts = 10}});
  query(kQuerier);
  for (std::uint8_t i = 1; i <= 50; ++i) {
    std::array<std::uint8_t, 16> octets{0xfe, 0x80};
    octets[15] = i;
    join(IpAddress::v6(octets));
  }
  EXPECT_THAT(view().groups.at(0).members, SizeIs(10));
  EXPECT_THAT(take_limits(), Contains(HearingLimit::full));
  for (int i = 0; i < 5; ++i) {
    wait(125s);
    query(kQuerier);
  }
  EXPECT_THAT(view().groups, IsEmpty());
  const auto gone = take<MemberGone>();
  ASSERT_FALSE(gone.empty());
  EXPECT_TRUE(gone.back().last);
}

TEST_F(MemberWatchTest, SurvivesEveryTruncationOfAReport) {
  start();
  const Bytes whole = membership::to_ip_packet(
      {kA, membership::kMldV2RoutersV6, membership::Report{{{RecordType::allow, kGroup, {ip("2001:db8::1")}}}}});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto exact = std::make_unique<std::uint8_t[]>(size);
    std::copy_n(whole.begin(), size, exact.get());
    core->handle_packet(7, {exact.get(), size}, false, now);
    drain();
  }
  EXPECT_THAT(take<MemberJoined>(), IsEmpty());
}

}  // namespace
}  // namespace joincast::libreceiver
