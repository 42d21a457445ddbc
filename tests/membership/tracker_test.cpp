// SPDX-License-Identifier: LGPL-2.1-or-later
// Members that speak MLDv2, told apart by their addresses.
#include "membership/tracker.h"

#include <gtest/gtest.h>

#include "tests/membership/tracker_fixture.h"

namespace joincast::membership {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

TEST_F(TrackerTest, TellsTheFirstMemberWithItsInterface) {
  join(kA);
  EXPECT_THAT(take_events(), ElementsAre(Event{FirstMember{at(kGroup), kA, {}}}));
  EXPECT_EQ(tracker.group_count(), 1u);
  EXPECT_EQ(tracker.member_count(kGroup), 1u);
}

TEST_F(TrackerTest, TellsEveryFurtherMember) {
  join(kA);
  join(kB);
  EXPECT_THAT(take_events(), ElementsAre(FirstMember{at(kGroup), kA, {}}, NewMember{at(kGroup), kB, {}}));
}

TEST_F(TrackerTest, IsQuietAboutARepeatedJoin) {
  join(kA);
  take_events();
  wait(180ms);
  join(kA);
  wait(10s);
  answer(kA);
  EXPECT_THAT(take_events(), IsEmpty());
}

TEST_F(TrackerTest, TellsAMemberThatCameBackWithoutAWord) {
  join(kA);
  take_events();
  wait(30s);
  join(kA);
  EXPECT_THAT(take_events(), ElementsAre(NewMember{at(kGroup), kA, {}}));
  EXPECT_EQ(tracker.member_count(kGroup), 1u);
}

TEST_F(TrackerTest, CountsTheLastLeaveAtOnce) {
  settle();
  join(kA);
  take_events();
  leave(kA);
  EXPECT_THAT(take_events(), ElementsAre(LastMemberGone{at(kGroup), false}));
  EXPECT_EQ(tracker.group_count(), 0u);
  EXPECT_EQ(tracker.host_count(), 0u);
  EXPECT_EQ(tracker.deadline(), kNever);
}

TEST_F(TrackerTest, AsksOnceMoreAfterTheLastLeaveIfItIsQuerier) {
  tracker.set_querier(true);
  settle();
  join(kA);
  leave(kA);
  ASSERT_EQ(queries.size(), 1u);
  EXPECT_EQ(queries[0].second, (Query{.group = kGroup, .max_response = 300ms}));
}

TEST_F(TrackerTest, AsksNothingWhileAnotherMemberIsKnown) {
  tracker.set_querier(true);
  settle();
  join(kA);
  join(kB);
  take_events();
  leave(kA);
  EXPECT_THAT(take_events(), ElementsAre(MemberLeft{at(kGroup), kA, false}));
  EXPECT_THAT(take_queries(), IsEmpty());
  EXPECT_EQ(tracker.member_count(kGroup), 1u);
}

TEST_F(TrackerTest, IgnoresTheRepeatOfALeave) {
  settle();
  join(kA);
  join(kB);
  leave(kA);
  leave(kB);
  take_events();
  leave(kB);
  leave(kA);
  EXPECT_THAT(take_events(), IsEmpty());
}

TEST_F(TrackerTest, ForgetsAMemberThatVanishedWithoutAWord) {
  const Timing timing;
  join(kA);
  take_events();
  wait(timing.listening_interval() - 1ns);
  EXPECT_THAT(take_events(), IsEmpty());
  wait(1ns);
  EXPECT_THAT(take_events(), ElementsAre(LastMemberGone{at(kGroup), true}));
}

TEST_F(TrackerTest, ForgetsOneOfTwoThatVanished) {
  const Timing timing;
  join(kA);
  join(kB);
  take_events();
  wait(125s);
  answer(kB);
  wait(timing.listening_interval() - 125s);
  EXPECT_THAT(take_events(), ElementsAre(MemberLeft{at(kGroup), kA, true}));
  EXPECT_EQ(tracker.member_count(kGroup), 1u);
}

TEST_F(TrackerTest, FollowsTheQueriersTiming) {
  tracker.set_timing({.query_interval = 10s, .query_response_interval = 1s});
  join(kA);
  take_events();
  wait(21s);  // 2 x 10 + 1
  EXPECT_THAT(take_events(), ElementsAre(LastMemberGone{at(kGroup), true}));
}

TEST_F(TrackerTest, TrustsNoLeaveBeforeEveryMemberCouldSpeak) {
  // B joined before this tracker was born and has not been heard yet.
  tracker.set_querier(true);
  tracker.note_general_query(1s, now);
  join(kA);
  take_events();
  leave(kA);
  EXPECT_THAT(take_events(), ElementsAre(MemberLeft{at(kGroup), kA, false}));
  EXPECT_EQ(queries.size(), 1u);
  wait(200ms);
  answer(kB);
  wait(10s);
  EXPECT_THAT(take_events(), ElementsAre(NewMember{at(kGroup), kB, {}}));
}

TEST_F(TrackerTest, IgnoresReportsFromTheUnspecifiedAddress) {
  join(IpAddress{});
  EXPECT_THAT(take_events(), IsEmpty());
  EXPECT_EQ(tracker.counters().unspecified_source, 1u);
}

TEST_F(TrackerTest, IgnoresUnknownRecordsAndUnicastGroups) {
  report(kA, RecordType{7}, kGroup);
  report(kA, RecordType{0}, kGroup);
  report(kA, RecordType::to_exclude, kTheirs);
  EXPECT_THAT(take_events(), IsEmpty());
  EXPECT_EQ(tracker.counters().unknown_records, 2u);
  EXPECT_EQ(tracker.counters().bad_group, 1u);
}

TEST_F(TrackerTest, IgnoresTheOtherFamily) {
  say(ip("192.0.2.7"), OldReport{Dialect::v2, ip("239.195.1.1")});
  EXPECT_THAT(take_events(), IsEmpty());
}

TEST_F(TrackerTest, OpensNothingForALeave) {
  leave(kA);
  done(kA);
  report(kA, RecordType::block, kGroup, {kOurs});
  report(kA, RecordType::is_include, kGroup);
  report(kA, RecordType::allow, kGroup);
  EXPECT_THAT(take_events(), IsEmpty());
  EXPECT_EQ(tracker.group_count(), 0u);
}

TEST_F(TrackerTest, ListsMembersAndGroups) {
  join(kB);
  old_report(kA);
  report(kA, RecordType::allow, kSsm, {kOurs});
  EXPECT_THAT(tracker.groups(), ElementsAre(kSsm, kGroup));
  EXPECT_THAT(tracker.members(kGroup),
              ElementsAre(Member{kA, Dialect::v2, true, {}, now}, Member{kB, Dialect::v3, true, {}, now}));
  EXPECT_THAT(tracker.members(kSsm), ElementsAre(Member{kA, Dialect::v3, false, {kOurs}, now}));
  EXPECT_EQ(tracker.host_count(), 3u);
}

TEST_F(TrackerTest, ForgetsWhatIsNoLongerWanted) {
  bool wanted = true;
  tracker = Tracker(kInterface, Family::ipv6, [&wanted](const IpAddress&) { return wanted; });
  join(kA);
  take_events();
  wanted = false;
  tracker.forget_unwanted();
  drain();
  EXPECT_THAT(take_events(), ElementsAre(LastMemberGone{at(kGroup), false}));
  EXPECT_EQ(tracker.deadline(), kNever);
}

}  // namespace
}  // namespace joincast::membership
