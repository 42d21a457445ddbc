// SPDX-License-Identifier: LGPL-2.1-or-later
// Rounds of queries after a leave, and the queries of another querier.
#include <gtest/gtest.h>

#include "tests/membership/tracker_fixture.h"

namespace joincast::membership {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

/// Members that cannot be told apart: no general query has been answered yet.
struct RoundTest : TrackerTest {
  RoundTest() { tracker.set_querier(true); }

  Query group_query(bool suppress = false) const {
    return {.group = kGroup, .max_response = 300ms, .suppress = suppress};
  }
  Query source_query(const IpAddress& source, bool suppress = false) const {
    return {.group = kSsm, .max_response = 300ms, .suppress = suppress, .sources = {source}};
  }
};

TEST_F(RoundTest, AsksTwiceAndThenGivesUp) {
  join(kA);
  take_events();
  const TimePoint start = now;
  leave(kA);
  wait(600ms - 1ns);
  EXPECT_THAT(take_queries(), ElementsAre(std::pair(start, group_query()), std::pair(start + 300ms, group_query())));
  EXPECT_THAT(take_events(), ElementsAre(MemberLeft{at(kGroup), kA, false}));
  wait(1ns);
  EXPECT_THAT(take_events(), ElementsAre(LastMemberGone{at(kGroup), false}));
  wait(1h);
  EXPECT_THAT(take_queries(), IsEmpty());
}

TEST_F(RoundTest, GoesOnWithTheSFlagWhenAMemberAnswers) {
  // RFC 3810 section 7.6.3.1: other routers must not lower their timers again.
  join(kA);
  join(kB);
  leave(kA);
  take_events();
  take_queries();
  wait(100ms);
  answer(kB);
  wait(10s);
  ASSERT_EQ(queries.size(), 1u);
  EXPECT_EQ(queries[0].second, group_query(true));
  EXPECT_THAT(take_events(), IsEmpty());
}

TEST_F(RoundTest, IsForgottenOnceAMemberAnswered) {
  join(kA);
  leave(kA);
  wait(100ms);
  answer(kB);
  take_events();
  wait(1h);
  EXPECT_THAT(take_events(), ElementsAre(LastMemberGone{at(kGroup), true}));  // B vanished, it was not asked
}

TEST_F(RoundTest, AsksByNameBeforeAGroupEndsInSilence) {
  join(kA);
  take_events();
  const TimePoint silent = now + Timing{}.listening_interval();
  wait(silent - now);
  EXPECT_THAT(take_queries(), ElementsAre(std::pair(silent, group_query())));
  EXPECT_THAT(take_events(), IsEmpty());
  wait(300ms);
  EXPECT_THAT(take_queries(), ElementsAre(std::pair(silent + 300ms, group_query())));
  wait(300ms);
  EXPECT_THAT(take_events(), ElementsAre(LastMemberGone{at(kGroup), true}));
  EXPECT_EQ(tracker.deadline(), kNever);
}

TEST_F(RoundTest, KeepsAMemberWhoseAnswersWereLostUntilThen) {
  join(kA);
  take_events();
  wait(Timing{}.listening_interval() + 450ms);
  answer(kA);
  wait(Timing{}.listening_interval());
  EXPECT_THAT(take_events(), IsEmpty());
  EXPECT_EQ(tracker.member_count(kGroup), 1u);
}

TEST_F(RoundTest, AsksForTheSourcesOfASilentSourceSpecificGroup) {
  report(kA, RecordType::allow, kSsm, {kOurs});
  take_events();
  wait(Timing{}.listening_interval() + 100ms);
  ASSERT_FALSE(queries.empty());
  EXPECT_EQ(queries[0].second, source_query(kOurs));
  EXPECT_THAT(take_events(), IsEmpty());
  wait(500ms);
  EXPECT_THAT(take_events(), ElementsAre(LastMemberGone{at(kSsm), true}));
}

TEST_F(RoundTest, OfAnotherQuerierIsNotAskedInSilence) {
  tracker.set_querier(false);
  join(kA);
  take_events();
  wait(Timing{}.listening_interval());
  EXPECT_THAT(take_queries(), IsEmpty());
  EXPECT_THAT(take_events(), ElementsAre(LastMemberGone{at(kGroup), true}));
}

TEST_F(RoundTest, IgnoresARepeatedLeaveWhileItRuns) {
  join(kA);
  join(kB);
  leave(kA);
  take_queries();
  wait(180ms);
  leave(kA);
  EXPECT_THAT(take_queries(), IsEmpty());
  EXPECT_EQ(tracker.counters().repeated_leaves, 1u);
}

TEST_F(RoundTest, StartsAgainForAnotherMembersLeave) {
  join(kA);
  join(kB);
  leave(kA);
  wait(100ms);
  answer(kB);
  wait(100ms);
  take_queries();
  take_events();
  leave(kB);
  wait(600ms);
  EXPECT_EQ(take_queries().size(), 2u);
  EXPECT_THAT(take_events(), ElementsAre(MemberLeft{at(kGroup), kB, false}, LastMemberGone{at(kGroup), false}));
}

TEST_F(RoundTest, FollowsTheConfiguredCountAndInterval) {
  tracker.set_timing({.last_listener_interval = 1s, .last_listener_count = 3});
  join(kA);
  leave(kA);
  wait(2999ms);
  EXPECT_EQ(take_queries().size(), 3u);
  EXPECT_EQ(tracker.group_count(), 1u);
  wait(1ms);
  EXPECT_EQ(tracker.group_count(), 0u);
}

TEST_F(RoundTest, IsDroppedWhenTheElectionIsLost) {
  join(kA);
  leave(kA);
  take_queries();
  tracker.set_querier(false);
  wait(300ms);
  EXPECT_THAT(take_queries(), IsEmpty());
}

TEST_F(RoundTest, AsksAboutASourceThatIsNoLongerWanted) {
  report(kA, RecordType::allow, kSsm, {kOurs});
  const TimePoint start = now;
  report(kA, RecordType::block, kSsm, {kOurs});
  wait(600ms);
  EXPECT_THAT(take_queries(),
              ElementsAre(std::pair(start, source_query(kOurs)), std::pair(start + 300ms, source_query(kOurs))));
  EXPECT_EQ(tracker.group_count(), 0u);
}

TEST_F(RoundTest, MarksASourceConfirmedMeanwhile) {
  // RFC 3810 section 7.6.3.2.
  report(kA, RecordType::allow, kSsm, {kOurs, kTheirs});
  report(kA, RecordType::block, kSsm, {kOurs, kTheirs});
  take_queries();
  wait(100ms);
  report(kB, RecordType::is_include, kSsm, {kOurs});
  wait(200ms);
  const auto asked = take_queries();
  ASSERT_EQ(asked.size(), 2u);
  EXPECT_EQ(asked[0].second, source_query(kOurs, true));
  EXPECT_EQ(asked[1].second, source_query(kTheirs, false));
}

TEST_F(RoundTest, AsksAboutTheGroupWhereQueriesKnowNoSources) {
  tracker.set_querier(true, Dialect::v2);
  report(kA, RecordType::allow, kSsm, {kOurs});
  report(kA, RecordType::block, kSsm, {kOurs});
  wait(600ms);
  const auto asked = take_queries();
  ASSERT_EQ(asked.size(), 2u);
  EXPECT_THAT(asked[0].second.sources, IsEmpty());
  EXPECT_EQ(tracker.group_count(), 0u);
}

TEST_F(TrackerTest, AsksNothingUnlessItIsQuerier) {
  join(kA);
  take_events();
  leave(kA);
  wait(10s);
  EXPECT_THAT(take_queries(), IsEmpty());
  EXPECT_THAT(take_events(), ElementsAre(MemberLeft{at(kGroup), kA, false}));
  EXPECT_EQ(tracker.group_count(), 1u);  // whoever is querier will ask
}

TEST_F(TrackerTest, EndsAGroupWhoseOnlyOlderHostLeftThoughNoQueryIsHeard) {
  say(kC, Query{.group = IpAddress{}, .max_response = 1s});
  wait(2s);
  old_report(kA);
  take_events();
  done(kA);
  wait(2s - 1ns);
  EXPECT_THAT(take_events(), ElementsAre(MemberLeft{at(kGroup), kA, false}));
  wait(1ns);
  EXPECT_THAT(take_events(), ElementsAre(LastMemberGone{at(kGroup), false}));
  EXPECT_THAT(take_queries(), IsEmpty());
}

TEST_F(TrackerTest, KeepsAGroupThatAnotherOlderHostReportsAfterTheLeaveOfTheOnlyOneKnown) {
  say(kC, Query{.group = IpAddress{}, .max_response = 1s});
  wait(2s);
  old_report(kA);
  done(kA);
  wait(1s);
  old_report(kB);
  take_events();
  wait(20s);
  EXPECT_THAT(take_events(), IsEmpty());
}

TEST_F(TrackerTest, EndsAGroupThatTheQuerierAskedForInVain) {
  join(kA);
  take_events();
  say(kC, Query{.group = kGroup, .max_response = 1s, .robustness = 3});
  wait(3s - 1ns);
  EXPECT_THAT(take_events(), IsEmpty());
  wait(1ns);
  EXPECT_THAT(take_events(), ElementsAre(LastMemberGone{at(kGroup), false}));
}

TEST_F(TrackerTest, KeepsAGroupThatAMemberAnswersFor) {
  join(kA);
  say(kC, Query{.group = kGroup, .max_response = 1s, .robustness = 2});
  take_events();
  wait(1s);
  answer(kA);
  wait(60s);
  EXPECT_THAT(take_events(), IsEmpty());
}

TEST_F(TrackerTest, LeavesItsTimersAtAQueryWithTheSFlag) {
  join(kA);
  take_events();
  say(kC, Query{.group = kGroup, .max_response = 1s, .suppress = true, .robustness = 2});
  wait(60s);
  EXPECT_THAT(take_events(), IsEmpty());
}

TEST_F(TrackerTest, LowersTheTimersOfSourcesAskedFor) {
  report(kA, RecordType::allow, kSsm, {kOurs});
  take_events();
  say(kC, Query{.group = kSsm, .max_response = 1s, .robustness = 2, .sources = {kOurs}});
  wait(2s);
  EXPECT_THAT(take_events(), ElementsAre(LastMemberGone{at(kSsm), false}));
}

TEST_F(TrackerTest, TellsMembersApartOnceAnothersGeneralQueryWasAnswered) {
  join(kA);
  take_events();
  say(kC, Query{.group = IpAddress{}, .max_response = 10s});
  wait(10'500ms);
  leave(kA);
  EXPECT_THAT(take_events(), ElementsAre(LastMemberGone{at(kGroup), false}));
}

}  // namespace
}  // namespace joincast::membership
