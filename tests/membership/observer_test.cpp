// SPDX-License-Identifier: LGPL-2.1-or-later
// A router that only watches, on links where nobody may ask.
#include <gtest/gtest.h>

#include "membership/router.h"
#include "tests/membership/octets.h"

namespace joincast::membership {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

struct ObserverTest : testing::Test {
  const IpAddress kA = ip("fe80::a");
  const IpAddress kB = ip("fe80::b");
  const IpAddress kGroup = ip("ff3e:40:2001:db8:d0be:f00d:8000:1");

  TimePoint now{1h};
  std::vector<Event> events;
  Router router{7u, Family::ipv6, options(), now};

  static RouterOptions options() {
    RouterOptions options;
    options.querier.mode = QuerierMode::off;
    options.advertiser.mode = AdvertiseMode::off;
    options.observe = true;
    return options;
  }
  void drain() {
    while (auto output = router.poll_output()) {
      ASSERT_TRUE(std::holds_alternative<Event>(*output)) << "an observer sends nothing";
      events.push_back(std::get<Event>(std::move(*output)));
    }
  }
  std::vector<Event> take() { return std::exchange(events, {}); }
  void hear(const IpAddress& from, Message message) {
    const IpAddress to = destination_of(message, Family::ipv6);
    router.handle_packet(to_ip_packet({from, to, std::move(message)}), Direction::incoming, now);
    drain();
  }
  void report(const IpAddress& from, RecordType type) { hear(from, Report{{{type, kGroup, {}}}}); }
  void query() {
    hear(ip("fe80::1"), Query{.group = IpAddress{}, .max_response = 10s, .robustness = 2, .interval = 125s});
  }
  void wait(Duration time) {
    const TimePoint until = now + time;
    for (int turns = 0; router.deadline() <= until; ++turns) {
      ASSERT_LT(turns, 1'000) << "deadlines do not advance";
      now = std::max(now, router.deadline());
      router.handle_deadline(now);
      drain();
    }
    now = until;
  }
  Group group() const { return {kGroup, 7}; }
};

TEST_F(ObserverTest, TakesWhoWasHeardForAllThereIs) {
  report(kA, RecordType::to_exclude);
  report(kB, RecordType::to_exclude);
  report(kA, RecordType::to_include);
  report(kB, RecordType::to_include);
  EXPECT_THAT(take(), ElementsAre(FirstMember{group(), kA, {}}, NewMember{group(), kB, {}},
                                  MemberLeft{group(), kA, false}, LastMemberGone{group(), false}));
}

TEST_F(ObserverTest, EndsNobodyBySilenceWhileNobodyAsks) {
  report(kA, RecordType::to_exclude);
  take();
  wait(24h);
  EXPECT_THAT(take(), IsEmpty());
  EXPECT_EQ(router.tracker().member_count(kGroup), 1u);
}

TEST_F(ObserverTest, GivesEverybodyTheWholeTimeOnceSomebodyAsks) {
  report(kA, RecordType::to_exclude);
  report(kB, RecordType::to_exclude);
  wait(24h);
  take();
  query();
  report(kB, RecordType::is_exclude);
  wait(125s);
  query();
  report(kB, RecordType::is_exclude);
  wait(130s);
  EXPECT_THAT(take(), IsEmpty()) << "the listening interval is 260 s";
  query();
  report(kB, RecordType::is_exclude);
  wait(10s);
  EXPECT_THAT(take(), ElementsAre(MemberLeft{group(), kA, true}));
}

TEST_F(ObserverTest, StopsCountingSilenceWhenTheQuerierVanishes) {
  query();
  report(kA, RecordType::to_exclude);
  take();
  wait(24h);
  EXPECT_THAT(take(), IsEmpty());
  report(kA, RecordType::to_include);
  EXPECT_THAT(take(), ElementsAre(LastMemberGone{group(), false}));
}

TEST_F(ObserverTest, AnOlderHostsLeaveCountsWithoutAQuestion) {
  hear(kA, OldReport{Dialect::v2, kGroup});
  hear(kA, Leave{kGroup});
  wait(3s);
  EXPECT_THAT(take(), ElementsAre(FirstMember{group(), kA, {}}, MemberLeft{group(), kA, false},
                                  LastMemberGone{group(), false}));
}

TEST_F(ObserverTest, OneOfTwoOlderHostsStaysWhenTheOtherLeaves) {
  hear(kA, OldReport{Dialect::v2, kGroup});
  hear(kB, OldReport{Dialect::v2, kGroup});
  hear(kA, Leave{kGroup});
  take();
  wait(24h);
  EXPECT_THAT(take(), IsEmpty());
}

}  // namespace
}  // namespace joincast::membership
