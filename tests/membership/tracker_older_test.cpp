// SPDX-License-Identifier: LGPL-2.1-or-later
// Hosts that speak MLDv1, IGMPv2 or IGMPv1 (RFC 3810 section 8.3, RFC 3376 section 7.3).
#include <gtest/gtest.h>

#include "tests/membership/tracker_fixture.h"

namespace joincast::membership {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

struct OlderHostTest : TrackerTest {
  OlderHostTest() {
    settle();
    tracker.set_querier(true);
  }
};

struct IgmpTest : testing::Test {};

TEST_F(OlderHostTest, JoinsByAnOldReport) {
  old_report(kA);
  EXPECT_THAT(take_events(), ElementsAre(FirstMember{at(kGroup), kA, {}}));
  EXPECT_EQ(tracker.dialect(kGroup), Dialect::v2);
}

TEST_F(OlderHostTest, IsAskedAboutWhenOneLeaves) {
  old_report(kA);
  take_events();
  done(kA);
  EXPECT_EQ(queries.size(), 1u);
  wait(600ms);
  EXPECT_THAT(take_events(), ElementsAre(MemberLeft{at(kGroup), kA, false}, LastMemberGone{at(kGroup), false}));
}

TEST_F(OlderHostTest, ThatNeverSpokeKeepsTheGroupByAnswering) {
  // Old hosts suppress their report when they hear another's: B was never heard before.
  old_report(kA);
  done(kA);
  wait(200ms);
  old_report(kB);
  take_events();
  wait(60s);
  EXPECT_THAT(take_events(), IsEmpty());
  EXPECT_EQ(tracker.member_count(kGroup), 1u);
}

TEST_F(OlderHostTest, MakesTheLeaveOfANewOneAQuestion) {
  old_report(kA);
  join(kB);
  done(kA);
  wait(100ms);
  answer(kB);
  wait(10s);
  take_events();
  take_queries();
  leave(kB);
  EXPECT_EQ(queries.size(), 1u);  // an old host may still be there in silence
  EXPECT_EQ(tracker.group_count(), 1u);
}

TEST_F(OlderHostTest, IsForgottenInTheEnd) {
  const Timing timing;
  old_report(kA);
  join(kB);
  wait(timing.older_host_present_interval() / 2);
  answer(kB);
  wait(timing.older_host_present_interval() / 2);
  EXPECT_EQ(tracker.dialect(kGroup), Dialect::v3);
  take_events();
  leave(kB);
  EXPECT_THAT(take_events(), ElementsAre(LastMemberGone{at(kGroup), false}));
}

TEST_F(OlderHostTest, MakesSourceListsMeaningless) {
  old_report(kA);
  take_queries();
  report(kB, RecordType::block, kGroup, {kOurs});
  report(kB, RecordType::to_exclude, kGroup, {kOurs});
  EXPECT_THAT(take_queries(), IsEmpty());
  ASSERT_EQ(tracker.members(kGroup).size(), 2u);
  EXPECT_THAT(tracker.members(kGroup)[1].sources, IsEmpty());
}

TEST_F(OlderHostTest, OfANewKindMayLeaveByADoneToo) {
  // A host that falls back because of an older querier says Done for a group it joined by MLDv2.
  join(kA);
  take_events();
  done(kA);
  EXPECT_THAT(take_events(), ElementsAre(LastMemberGone{at(kGroup), false}));
}

TEST_F(IgmpTest, LeavesMeanNothingBesideAnIgmpV1Host) {
  TimePoint now{1h};
  Tracker tracker(3, Family::ipv4);
  tracker.set_querier(true);
  const IpAddress group = ip("239.195.1.1");
  const IpAddress old_host = ip("192.0.2.7");
  const IpAddress host = ip("192.0.2.8");
  tracker.handle_packet({old_host, group, OldReport{Dialect::v1, group}}, now);
  tracker.handle_packet({host, group, OldReport{Dialect::v2, group}}, now);
  while (tracker.poll_output()) {
  }
  tracker.handle_packet({host, kAllRouters, Leave{group}}, now);
  tracker.handle_packet({host, kIgmpV3Routers, Report{{{RecordType::to_include, group, {}}}}}, now);
  EXPECT_FALSE(tracker.poll_output());
  EXPECT_EQ(tracker.dialect(group), Dialect::v1);
}

TEST_F(IgmpTest, HostsWithoutAnAddressCannotBeToldApart) {
  // RFC 3376 section 4.2.13 allows 0.0.0.0: there may be two of them.
  TimePoint now{1h};
  Tracker tracker(3, Family::ipv4);
  tracker.set_querier(true);
  tracker.note_general_query(0s, now - 10s);
  const IpAddress group = ip("239.195.1.1");
  const IpAddress none = IpAddress::v4(0);
  tracker.handle_packet({none, kIgmpV3Routers, Report{{{RecordType::to_exclude, group, {}}}}}, now);
  tracker.handle_packet({none, kIgmpV3Routers, Report{{{RecordType::to_include, group, {}}}}}, now);
  EXPECT_EQ(std::get<Event>(*tracker.poll_output()), Event(FirstMember{{group, 3}, none, {}}));
  EXPECT_EQ(std::get<Query>(*tracker.poll_output()).group, group);
  EXPECT_EQ(tracker.group_count(), 1u);
}

}  // namespace
}  // namespace joincast::membership
