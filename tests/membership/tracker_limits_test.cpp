// SPDX-License-Identifier: LGPL-2.1-or-later
// Floods: what strangers may make a tracker hold.
#include <gtest/gtest.h>

#include "base/random.h"
#include "tests/membership/tracker_fixture.h"

namespace joincast::membership {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

struct LimitsTest : TrackerTest {
  LimitsTest() {
    tracker =
        Tracker(kInterface, Family::ipv6, {}, {.groups = 4, .hosts = 6, .hosts_per_group = 3, .sources_per_group = 2});
  }

  static IpAddress numbered(std::string_view prefix, unsigned number) {
    return ip(std::string(prefix) + std::to_string(number));
  }
};

TEST_F(TrackerTest, AllocatesNothingForGroupsNobodyServes) {
  tracker = Tracker(kInterface, Family::ipv6, [this](const IpAddress& group) { return group == kGroup; });
  for (unsigned i = 0; i < 1000; ++i) report(kA, RecordType::to_exclude, ip("ff3e::8000:" + std::to_string(i)));
  EXPECT_THAT(take_events(), IsEmpty());
  EXPECT_EQ(tracker.group_count(), 0u);
  EXPECT_EQ(tracker.counters().not_wanted, 1000u);
  join(kA);
  EXPECT_EQ(tracker.group_count(), 1u);
}

TEST_F(LimitsTest, RefusesGroupsBeyondTheLimit) {
  for (unsigned i = 0; i < 10; ++i) report(kA, RecordType::to_exclude, numbered("ff3e::", i));
  EXPECT_EQ(tracker.group_count(), 4u);
  EXPECT_EQ(tracker.counters().refused_groups, 6u);
  EXPECT_EQ(take_events().size(), 4u);
}

TEST_F(LimitsTest, ServesHostsBeyondTheLimitWithoutARecord) {
  for (unsigned i = 0; i < 10; ++i) join(numbered("fe80::", i));
  EXPECT_EQ(tracker.member_count(kGroup), 3u);
  EXPECT_EQ(tracker.counters().refused_hosts, 7u);
  EXPECT_EQ(take_events().size(), 3u);
}

TEST_F(LimitsTest, AsksAboutALeaveWhereHostsHaveNoRecord) {
  settle();
  tracker.set_querier(true);
  for (unsigned i = 0; i < 4; ++i) join(numbered("fe80::", i));
  for (unsigned i = 0; i < 3; ++i) leave(numbered("fe80::", i));
  EXPECT_EQ(tracker.group_count(), 1u);  // the fourth is still there
  EXPECT_FALSE(take_queries().empty());
}

TEST_F(LimitsTest, RefusesHostsBeyondTheLimitInAll) {
  for (unsigned group = 0; group < 4; ++group)
    for (unsigned host = 0; host < 3; ++host)
      report(numbered("fe80::", host), RecordType::to_exclude, numbered("ff3e::", group));
  EXPECT_EQ(tracker.host_count(), 6u);
  EXPECT_EQ(tracker.group_count(), 4u);
}

TEST_F(LimitsTest, RefusesSourcesBeyondTheLimitButKeepsOurs) {
  tracker.set_own_sources({kOurs});
  report(kA, RecordType::allow, kGroup, {kTheirs, kA, kB, kC, kOurs});
  EXPECT_THAT(tracker.members(kGroup).at(0).sources, ElementsAre(kOurs, kTheirs));
  EXPECT_EQ(tracker.counters().refused_sources, 3u);
}

TEST_F(LimitsTest, HoldUnderAFloodOfAnything) {
  tracker.set_querier(true);
  tracker.note_general_query(0s, now);
  Rng rng(0x6a6f696e);
  for (int i = 0; i < 50'000; ++i) {
    const IpAddress host = numbered("fe80::", static_cast<unsigned>(rng.below(8)));
    const IpAddress group = numbered("ff3e::", static_cast<unsigned>(rng.below(6)));
    std::vector<IpAddress> sources;
    for (auto left = rng.below(5); left > 0; --left)
      sources.push_back(numbered("2001:db8::", static_cast<unsigned>(rng.below(6))));
    switch (rng.below(10)) {
      case 0: say(host, OldReport{Dialect::v2, group}); break;
      case 1: say(host, Leave{group}); break;
      case 2: say(host, Query{.group = group, .max_response = 1s, .sources = sources}); break;
      default: report(host, static_cast<RecordType>(1 + rng.below(6)), group, sources);
    }
    if (rng.below(4) == 0) wait(std::chrono::milliseconds{rng.below(20'000)});
    ASSERT_LE(tracker.group_count(), 4u);
    ASSERT_LE(tracker.host_count(), 6u);
    queries.clear();
  }
  // Every group begins and ends in turn, and in the end nothing is left.
  wait(1h);
  EXPECT_EQ(tracker.group_count(), 0u);
  EXPECT_EQ(tracker.host_count(), 0u);
  EXPECT_EQ(tracker.deadline(), kNever);
  std::map<IpAddress, int> open;
  for (const Event& event : events) {
    int& groups = open[std::visit([](const auto& one) { return one.group.address; }, event)];
    EXPECT_EQ(groups, std::holds_alternative<FirstMember>(event) ? 0 : 1);
    if (std::holds_alternative<FirstMember>(event)) ++groups;
    if (std::holds_alternative<LastMemberGone>(event)) --groups;
  }
}

}  // namespace
}  // namespace joincast::membership
