// SPDX-License-Identifier: LGPL-2.1-or-later
// Source lists: in source-specific groups, in any-source groups, and with own addresses known.
#include <gtest/gtest.h>

#include "tests/membership/tracker_fixture.h"

namespace joincast::membership {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

struct SourceTest : TrackerTest {
  SourceTest() {
    settle();
    tracker.set_own_sources({kOurs});
  }
};

TEST_F(SourceTest, MeansWantItInAnAnySourceGroup) {
  report(kA, RecordType::allow, kGroup, {kTheirs});
  EXPECT_THAT(take_events(), ElementsAre(FirstMember{at(kGroup), kA, {kTheirs}}));
}

TEST_F(SourceTest, OfOursMakesAMemberOfASourceSpecificGroup) {
  report(kA, RecordType::allow, kSsm, {kTheirs, kOurs});
  EXPECT_THAT(take_events(), ElementsAre(FirstMember{at(kSsm), kA, {kOurs}}));
}

TEST_F(SourceTest, OfOthersIsNoneOfOurBusinessInASourceSpecificGroup) {
  report(kA, RecordType::allow, kSsm, {kTheirs});
  report(kA, RecordType::is_include, kSsm, {kTheirs});
  EXPECT_THAT(take_events(), IsEmpty());
  EXPECT_EQ(tracker.group_count(), 0u);
}

TEST_F(SourceTest, IsMissingWhenAHostFellBackAndMeansWantIt) {
  report(kA, RecordType::to_exclude, kSsm);
  EXPECT_THAT(take_events(), ElementsAre(FirstMember{at(kSsm), kA, {}}));
}

TEST_F(SourceTest, BlockedEndsAMembershipAtOnce) {
  report(kA, RecordType::allow, kSsm, {kOurs});
  take_events();
  report(kA, RecordType::block, kSsm, {kOurs});
  EXPECT_THAT(take_events(), ElementsAre(LastMemberGone{at(kSsm), false}));
}

TEST_F(SourceTest, ChangedToAnotherEndsAMembershipAtOnce) {
  report(kA, RecordType::allow, kSsm, {kOurs});
  take_events();
  report(kA, RecordType::to_include, kSsm, {kTheirs});
  EXPECT_THAT(take_events(), ElementsAre(LastMemberGone{at(kSsm), false}));
}

TEST_F(SourceTest, OfOursExcludedMakesNoMember) {
  report(kA, RecordType::to_exclude, kGroup, {kOurs});
  EXPECT_EQ(tracker.group_count(), 0u);
  report(kA, RecordType::to_exclude, kGroup, {kTheirs});
  EXPECT_EQ(tracker.group_count(), 1u);
}

TEST_F(SourceTest, OfOursExcludedByAllEndsTheGroup) {
  join(kA);
  join(kB);
  report(kA, RecordType::block, kGroup, {kOurs});
  EXPECT_EQ(tracker.member_count(kGroup), 1u);
  take_events();
  report(kB, RecordType::block, kGroup, {kOurs});
  EXPECT_THAT(take_events(), ElementsAre(LastMemberGone{at(kGroup), false}));
}

TEST_F(SourceTest, ListsOfTwoHostsAreKeptApart) {
  report(kA, RecordType::allow, kGroup, {kOurs});
  join(kB);
  take_events();
  leave(kB);
  EXPECT_THAT(take_events(), ElementsAre(MemberLeft{at(kGroup), kB, false}));
  report(kA, RecordType::block, kGroup, {kOurs});
  EXPECT_THAT(take_events(), ElementsAre(LastMemberGone{at(kGroup), false}));
}

TEST_F(SourceTest, ListInSeveralRecordsAddsUp) {
  // RFC 3810 section 5.2.15: what does not fit one record follows in another.
  report(kA, RecordType::is_include, kGroup, {kOurs});
  report(kA, RecordType::is_include, kGroup, {kTheirs});
  EXPECT_THAT(tracker.members(kGroup).at(0).sources, ElementsAre(kOurs, kTheirs));
}

TEST_F(SourceTest, NotNamedForAListeningIntervalIsForgotten) {
  const Timing timing;
  report(kA, RecordType::allow, kGroup, {kOurs, kTheirs});
  wait(125s);
  report(kA, RecordType::is_include, kGroup, {kTheirs});
  wait(timing.listening_interval() - 125s);
  report(kB, RecordType::is_include, kGroup, {kTheirs});
  wait(125s);
  EXPECT_THAT(tracker.members(kGroup).at(0).sources, ElementsAre(kTheirs));
}

}  // namespace
}  // namespace joincast::membership
