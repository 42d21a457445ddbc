// SPDX-License-Identifier: LGPL-2.1-or-later
// Who joined, changed and left, as a watch tells it.
#include "tests/libreceiver/member_watch_fixture.h"

namespace joincast::libreceiver {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST_F(MemberWatchTest, TellsTheFirstMemberWithItsGroupServiceAndTime) {
  start();
  join(kA);
  ASSERT_THAT(events, SizeIs(1));
  const WatchEvent& event = events[0];
  EXPECT_EQ(event.interface, 7u);
  EXPECT_EQ(event.interface_name, "eth0");
  EXPECT_EQ(event.family, Family::ipv6);
  EXPECT_EQ(event.group, kGroup);
  EXPECT_EQ(event.service, parse_service_number("8000:0001"));
  EXPECT_EQ(event.wall, now.wall);
  const auto& joined = std::get<MemberJoined>(event.what);
  EXPECT_TRUE(joined.first);
  EXPECT_EQ(joined.members, 1u);
  EXPECT_EQ(joined.member, (MemberView{kA, false, Dialect::v3, true, {}, now.wall, now.wall}));
}

TEST_F(MemberWatchTest, TellsEachMemberAndTheLastOneGone) {
  start();
  join(kA);
  join(kB);
  leave(kA);
  leave(kB);
  const auto joined = take<MemberJoined>();
  ASSERT_THAT(joined, SizeIs(2));
  EXPECT_FALSE(joined[1].first);
  EXPECT_EQ(joined[1].members, 2u);
  const auto gone = take<MemberGone>();
  ASSERT_THAT(gone, SizeIs(2));
  EXPECT_EQ(gone[0].host, kA);
  EXPECT_FALSE(gone[0].last);
  EXPECT_EQ(gone[0].members, 1u);
  EXPECT_EQ(gone[1].host, kB);
  EXPECT_TRUE(gone[1].last);
  EXPECT_EQ(gone[1].how, Departure::left);
}

TEST_F(MemberWatchTest, IsCertainOfTheLastOneOnlyOnceEverybodyWasAsked) {
  start();
  join(kA);
  leave(kA);
  EXPECT_FALSE(take<MemberGone>().at(0).certain);
  query(kQuerier);
  wait(11s);
  join(kA);
  leave(kA);
  EXPECT_TRUE(take<MemberGone>().at(0).certain);
}

TEST_F(MemberWatchTest, TellsAnOlderHostsDepartureOnceWhenNobodyElseSpokeUp) {
  start();
  const IpAddress host = ip("192.0.2.9");
  hear(host, membership::OldReport{Dialect::v2, kGroupV4});
  hear(host, membership::Leave{kGroupV4});
  EXPECT_THAT(take<MemberGone>(), IsEmpty());
  wait(3s);
  const auto gone = take<MemberGone>();
  ASSERT_THAT(gone, SizeIs(1));
  EXPECT_EQ(gone[0].host, host);
  EXPECT_TRUE(gone[0].last);
}

TEST_F(MemberWatchTest, IsNoFirstMemberWhoAnswersForOneThatLeft) {
  start();
  const IpAddress host = ip("192.0.2.9");
  hear(host, membership::OldReport{Dialect::v2, kGroupV4});
  hear(host, membership::Leave{kGroupV4});
  take<MemberJoined>();
  hear(ip("192.0.2.10"), membership::OldReport{Dialect::v2, kGroupV4});
  const auto gone = take<MemberGone>();
  ASSERT_THAT(gone, SizeIs(1));
  EXPECT_FALSE(gone[0].last);
  EXPECT_FALSE(take<MemberJoined>().at(0).first);
}

TEST_F(MemberWatchTest, TellsWhoFellSilentWhereSomebodyAsks) {
  start();
  query(kQuerier);
  join(kA);
  for (int i = 0; i < 3; ++i) {
    wait(125s);
    query(kQuerier);
  }
  const auto gone = take<MemberGone>();
  ASSERT_THAT(gone, SizeIs(1));
  EXPECT_EQ(gone[0].how, Departure::silent);
  EXPECT_TRUE(gone[0].last);
  EXPECT_EQ(gone[0].host, kA);
}

TEST_F(MemberWatchTest, TellsANewSourceList) {
  start();
  report(kA, RecordType::allow, {ip("2001:db8::1")});
  const auto joined = take<MemberJoined>();
  ASSERT_THAT(joined, SizeIs(1));
  EXPECT_FALSE(joined[0].member.exclude);
  EXPECT_THAT(joined[0].member.sources, ElementsAre(ip("2001:db8::1")));
  report(kA, RecordType::allow, {ip("2001:db8::2")});
  const auto changed = take<MemberChanged>();
  ASSERT_THAT(changed, SizeIs(1));
  EXPECT_THAT(changed[0].member.sources, ElementsAre(ip("2001:db8::1"), ip("2001:db8::2")));
}

TEST_F(MemberWatchTest, TellsAHostThatFallsBackToAnOlderVersion) {
  start();
  join(kA);
  hear(kA, membership::OldReport{Dialect::v2, kGroup});
  const auto changed = take<MemberChanged>();
  ASSERT_THAT(changed, SizeIs(1));
  EXPECT_EQ(changed[0].before, Dialect::v3);
  EXPECT_EQ(changed[0].member.dialect, Dialect::v2);
}

TEST_F(MemberWatchTest, TellsTheQuerierItsVersionAndThatItWent) {
  start();
  query(kQuerier);
  query(kQuerier);
  query(kQuerier, Dialect::v2);
  wait(1h);
  const auto queriers = take<QuerierChanged>();
  ASSERT_THAT(queriers, SizeIs(3));
  EXPECT_EQ(queriers[0].querier->address, kQuerier);
  EXPECT_EQ(queriers[0].querier->dialect, Dialect::v3);
  EXPECT_FALSE(queriers[0].querier->ours);
  EXPECT_EQ(queriers[1].querier->dialect, Dialect::v2);
  EXPECT_EQ(queriers[1].querier->since, queriers[0].querier->since);
  EXPECT_FALSE(queriers[2].querier);
}

TEST_F(MemberWatchTest, KnowsAQuerierWithoutAnAddressForASwitchs) {
  start();
  query(IpAddress::v4(0), Dialect::v2);
  const auto queriers = take<QuerierChanged>();
  ASSERT_THAT(queriers, SizeIs(1));
  EXPECT_TRUE(queriers[0].querier->address.is_unspecified());
  wait(1h);
  EXPECT_FALSE(take<QuerierChanged>().at(0).querier);
}

TEST_F(MemberWatchTest, SendsNothingUnasked) {
  start();
  query(kQuerier);
  join(kA);
  leave(kA);
  wait(24h);
  EXPECT_THAT(sent, IsEmpty());
}

TEST_F(MemberWatchTest, AsksWhenToldTo) {
  start({.query = true});
  wait(1s);
  ASSERT_THAT(sent, SizeIs(2)) << "one for each family";
  EXPECT_TRUE(std::get<membership::Query>(sent[0].message).is_general());
  EXPECT_TRUE(view().querier->ours);
  EXPECT_EQ(view().querier->address, kOurs);
}

TEST_F(MemberWatchTest, AdvertisesWhenToldToAndTakesItBack) {
  start({.advertise = true});
  ASSERT_THAT(sent, SizeIs(2));
  EXPECT_TRUE(std::holds_alternative<membership::RouterAdvertisement>(sent[0].message));
  EXPECT_TRUE(view().advertising);
  sent.clear();
  core->stop(now);
  drain();
  ASSERT_THAT(sent, SizeIs(2));
  EXPECT_TRUE(std::holds_alternative<membership::RouterTermination>(sent[1].message));
}

TEST_F(MemberWatchTest, TellsOnlyGroupsThatItWasToldToWatch) {
  start({.groups = {*parse_prefix("239.0.0.0/8")}});
  join(kA);
  join(ip("192.0.2.9"));
  ASSERT_THAT(events, SizeIs(1));
  EXPECT_EQ(events[0].group, kGroupV4);
  EXPECT_EQ(events[0].service, parse_service_number("8000:0001"));
}

TEST_F(MemberWatchTest, ShowsEverythingAtOnce) {
  start();
  query(kQuerier);
  join(kA);
  wait(10s);
  report(kOurs, RecordType::allow, {ip("2001:db8::1")});
  report(kA, RecordType::is_exclude);
  const LinkView seen = view();
  EXPECT_EQ(seen.interface_name, "eth0");
  EXPECT_EQ(seen.querier->address, kQuerier);
  ASSERT_THAT(seen.groups, SizeIs(1));
  EXPECT_EQ(seen.groups[0].group, kGroup);
  EXPECT_EQ(seen.groups[0].since, now.wall - 10s);
  ASSERT_THAT(seen.groups[0].members, SizeIs(2));
  EXPECT_TRUE(seen.groups[0].members[0].own);
  EXPECT_EQ(seen.groups[0].members[1].since, now.wall - 10s);
  EXPECT_EQ(seen.groups[0].members[1].last_heard, now.wall);
  EXPECT_EQ(core->snapshot(now).packets, 4u);
}

TEST_F(MemberWatchTest, EverybodyGoesWithTheInterface) {
  start();
  join(kA);
  take<MemberJoined>();
  core->set_links({}, now);
  drain();
  const auto gone = take<MemberGone>();
  ASSERT_THAT(gone, SizeIs(1));
  EXPECT_TRUE(gone[0].last);
  EXPECT_EQ(gone[0].how, Departure::interface_gone);
  EXPECT_FALSE(take<InterfaceChanged>().back().watched);
  join(kA);
  EXPECT_THAT(take<MemberJoined>(), IsEmpty());
}

TEST_F(MemberWatchTest, CountsWhatIsBroken) {
  start();
  Bytes packet = membership::to_ip_packet({kA, membership::kMldV2RoutersV6, membership::Report{}});
  packet.back() ^= 1;
  core->handle_packet(7, packet, false, now);
  core->handle_packet(7, {}, false, now);
  EXPECT_EQ(core->snapshot(now).packets, 1u);
  EXPECT_EQ(core->snapshot(now).broken, 1u);
}

TEST(ServiceCarriedBy, AGroupWithAServiceNumber) {
  EXPECT_EQ(service_carried_by(ip("ff3e:40:2001:db8:d0be:f00d:8000:1")), parse_service_number("8000:0001"));
  EXPECT_EQ(service_carried_by(ip("ff3e::8000:1")), parse_service_number("8000:0001"));
  EXPECT_EQ(service_carried_by(ip("239.195.1.2")), parse_service_number("8000:0002"));
  EXPECT_EQ(service_carried_by(ip("ff02::1:ff00:1")), std::nullopt);
  EXPECT_EQ(service_carried_by(ip("ff02::fb")), std::nullopt);
  EXPECT_EQ(service_carried_by(ip("224.0.0.251")), std::nullopt);
  EXPECT_EQ(service_carried_by(ip("fe80::1")), std::nullopt);
}

}  // namespace
}  // namespace joincast::libreceiver
