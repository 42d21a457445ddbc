// SPDX-License-Identifier: LGPL-2.1-or-later
// RFC 3810 sections 7.1, 7.6 and 9; RFC 3376 sections 6.6 and 8.
#include "membership/querier.h"

#include <gtest/gtest.h>

#include "membership/codec.h"
#include "tests/membership/octets.h"

namespace joincast::membership {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using Role = Querier::Role;

struct QuerierTest : testing::Test {
  const IpAddress kLow = ip("fe80::1");
  const IpAddress kUs = ip("fe80::5");
  const IpAddress kHigh = ip("fe80::9");
  const TimePoint kStart{1h};

  TimePoint now = kStart;
  QuerierOptions options;
  std::optional<Querier> querier;
  std::vector<std::pair<Duration, Query>> sent;  ///< since the start

  void start() {
    querier.emplace(Family::ipv6, options, now);
    querier->set_address(kUs, now);
    drain();
  }
  void drain() {
    while (auto query = querier->poll_output()) sent.emplace_back(now - kStart, std::move(*query));
  }
  void wait(Duration time) {
    const TimePoint until = now + time;
    while (querier->deadline() <= until) {
      now = std::max(now, querier->deadline());
      querier->handle_deadline(now);
      drain();
    }
    now = until;
  }
  void hear(const IpAddress& from, Query query = {.group = IpAddress{}, .max_response = 10s}) {
    querier->handle_packet({from, kAllNodesV6, std::move(query)}, now);
    drain();
  }
  std::vector<Duration> times() const {
    std::vector<Duration> list;
    for (const auto& [time, query] : sent) list.push_back(time);
    return list;
  }
};

TEST_F(QuerierTest, ListensThenAsksAtStartUpThenRegularly) {
  start();
  EXPECT_EQ(querier->role(), Role::silent);
  wait(300s);
  EXPECT_THAT(times(), ElementsAre(500ms, 500ms + 31'250ms, 500ms + 156'250ms, 500ms + 281'250ms));
  EXPECT_EQ(querier->role(), Role::querier);
  EXPECT_EQ(querier->querier_address(), kUs);
}

TEST_F(QuerierTest, AsksWithItsOwnValues) {
  options.timing = {.robustness = 3, .query_interval = 60s, .query_response_interval = 5s};
  start();
  wait(200s);
  EXPECT_EQ(sent.front().second, (Query{Dialect::v3, IpAddress{}, 1s, false, 3, 60s, {}}));  // start-up: answer soon
  EXPECT_EQ(sent.back().second, (Query{Dialect::v3, IpAddress{}, 5s, false, 3, 60s, {}}));
}

TEST_F(QuerierTest, AsksInAnOlderDialectOnDemand) {
  options.dialect = Dialect::v2;
  start();
  wait(1s);
  EXPECT_EQ(sent.front().second, (Query{Dialect::v2, IpAddress{}, 1s, false, 0, 0s, {}}));
}

TEST_F(QuerierTest, FollowsItsStartUpSettings) {
  options.startup_interval = 2s;
  options.startup_count = 4;
  start();
  wait(10s);
  EXPECT_THAT(times(), ElementsAre(500ms, 2500ms, 4500ms, 6500ms));
}

TEST_F(QuerierTest, DoesNotAskWhereALowerAddressDoes) {
  start();
  wait(100ms);
  hear(kLow);
  wait(200s);
  EXPECT_THAT(sent, IsEmpty());
  EXPECT_EQ(querier->role(), Role::non_querier);
  EXPECT_EQ(querier->querier_address(), kLow);
  EXPECT_EQ(querier->counters().elections_lost, 0u);
}

TEST_F(QuerierTest, YieldsToALowerAddress) {
  start();
  wait(10s);
  hear(kLow);
  EXPECT_EQ(querier->role(), Role::non_querier);
  EXPECT_EQ(querier->counters().elections_lost, 1u);
  sent.clear();
  wait(255s - 1ns);
  EXPECT_THAT(sent, IsEmpty());
}

TEST_F(QuerierTest, YieldsToAGroupSpecificQueryToo) {
  start();
  wait(10s);
  hear(kLow, {.group = ip("ff3e::8000:1"), .max_response = 1s});
  EXPECT_EQ(querier->role(), Role::non_querier);
}

TEST_F(QuerierTest, AsksAgainWhenTheOtherFallsSilent) {
  start();
  wait(10s);
  hear(kLow);
  sent.clear();
  wait(255s);  // 2 x 125 + 10 / 2
  EXPECT_THAT(times(), ElementsAre(265s));
  EXPECT_EQ(querier->role(), Role::querier);
  EXPECT_EQ(sent.back().second.max_response, 10s);  // no start-up: everybody is known
}

TEST_F(QuerierTest, KeepsSilentAsLongAsTheOtherAsks) {
  start();
  for (int i = 0; i < 10; ++i) {
    hear(kLow);
    wait(125s);
  }
  EXPECT_THAT(sent, IsEmpty());
}

TEST_F(QuerierTest, DoesNotYieldToAHigherAddress) {
  start();
  wait(10s);
  hear(kHigh);
  EXPECT_EQ(querier->role(), Role::querier);
  EXPECT_EQ(querier->counters().queries_heard, 1u);
}

TEST_F(QuerierTest, FollowsTheLowestOfOthers) {
  start();
  hear(ip("fe80::2"));
  hear(ip("fe80::3"), {.group = IpAddress{}, .max_response = 10s, .interval = 20s});
  EXPECT_EQ(querier->querier_address(), ip("fe80::2"));
  hear(kLow);
  EXPECT_EQ(querier->querier_address(), kLow);
}

TEST_F(QuerierTest, AdoptsWhatTheQuerierSays) {
  // RFC 3810 sections 9.1 to 9.3, 9.8.
  start();
  hear(kLow, {.group = IpAddress{}, .max_response = 4s, .robustness = 3, .interval = 30s});
  hear(kLow, {.group = ip("ff3e::8000:1"), .max_response = 2s, .robustness = 3, .interval = 30s});
  EXPECT_EQ(querier->timing().robustness, 3);
  EXPECT_EQ(querier->timing().query_interval, 30s);
  EXPECT_EQ(querier->timing().query_response_interval, 4s);
  EXPECT_EQ(querier->timing().last_listener_interval, 2s);
  wait(92s);  // 3 x 30 + 4 / 2
  EXPECT_EQ(querier->role(), Role::querier);
  EXPECT_EQ(querier->timing(), options.timing);
}

TEST_F(QuerierTest, KeepsItsOwnValuesWhereTheQuerierSaysNothing) {
  start();
  hear(kLow, {.dialect = Dialect::v2, .group = IpAddress{}, .max_response = 4s});
  EXPECT_EQ(querier->timing().robustness, 2);
  EXPECT_EQ(querier->timing().query_interval, 125s);
  EXPECT_EQ(querier->timing().query_response_interval, 4s);
}

TEST_F(QuerierTest, WarnsOfAnOlderQuerier) {
  start();
  hear(kHigh, {.dialect = Dialect::v2, .group = IpAddress{}, .max_response = 10s});
  EXPECT_EQ(querier->counters().older_heard, 1u);
  EXPECT_EQ(querier->heard_dialect(), Dialect::v2);
}

TEST_F(QuerierTest, IgnoresItsOwnQueries) {
  start();
  wait(1s);
  hear(kUs);
  EXPECT_EQ(querier->role(), Role::querier);
  EXPECT_EQ(querier->counters().queries_heard, 0u);
}

TEST_F(QuerierTest, SwitchedOnNeverListensAndNeverYields) {
  options.mode = QuerierMode::on;
  start();
  wait(0s);
  EXPECT_THAT(times(), ElementsAre(0s));
  hear(kLow);
  EXPECT_EQ(querier->role(), Role::querier);
}

TEST_F(QuerierTest, SwitchedOffNeverAsksButFollows) {
  options.mode = QuerierMode::off;
  start();
  wait(1000s);
  EXPECT_EQ(querier->role(), Role::silent);
  hear(kHigh);
  EXPECT_EQ(querier->querier_address(), kHigh);
  wait(1000s);
  EXPECT_EQ(querier->role(), Role::silent);
  EXPECT_THAT(sent, IsEmpty());
}

TEST_F(QuerierTest, AsksNothingWithoutAnAddress) {
  querier.emplace(Family::ipv6, options, now);
  wait(100s);
  EXPECT_EQ(querier->role(), Role::silent);
  hear(kHigh);
  EXPECT_EQ(querier->role(), Role::non_querier);
  querier->set_address(kUs, now);  // lower than the other's: takes part at once
  wait(0s);
  EXPECT_EQ(querier->role(), Role::querier);
  EXPECT_THAT(times(), ElementsAre(100s));
  querier->set_address(IpAddress{}, now);
  EXPECT_EQ(querier->role(), Role::silent);
  EXPECT_EQ(querier->deadline(), kNever);
}

TEST_F(QuerierTest, DoesNothingBeforeItsDeadline) {
  start();
  for (int i = 0; i < 3; ++i) querier->handle_deadline(now);
  drain();
  EXPECT_THAT(sent, IsEmpty());
}

TEST_F(QuerierTest, NeitherWinsNorLosesAgainstZero) {
  // Linux bridges ask from 0.0.0.0 and in IGMPv2.
  options.timing.query_interval = 100s;
  Querier igmp(Family::ipv4, options, now);
  igmp.set_address(ip("192.0.2.1"), now);
  const Packet bridge{IpAddress::v4(0), kAllSystems,
                      Query{.dialect = Dialect::v2, .group = IpAddress::v4(0), .max_response = 10s}};
  igmp.handle_packet(bridge, now);
  EXPECT_EQ(igmp.role(), Role::silent);
  igmp.handle_deadline(now + 500ms);
  EXPECT_EQ(igmp.role(), Role::querier);
  igmp.handle_packet(bridge, now + 1s);
  EXPECT_EQ(igmp.role(), Role::querier);
  EXPECT_EQ(igmp.counters().unspecified_heard, 2u);
  EXPECT_EQ(igmp.heard_dialect(), Dialect::v2);
}

TEST_F(QuerierTest, CompletesAQuestionAboutAGroup) {
  start();
  const Query question{.group = ip("ff3e::8000:1"), .max_response = 300ms, .suppress = true, .sources = {kUs}};
  Query expected = question;
  expected.robustness = 2;
  expected.interval = 125s;
  EXPECT_EQ(querier->complete(question), expected);
}

}  // namespace
}  // namespace joincast::membership
