// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtcp/aggregate.h"

#include <gtest/gtest.h>

#include <map>

#include "base/random.h"

namespace joincast::rtcp {
namespace {

using namespace std::chrono_literals;

constexpr std::uint32_t kOurs = 0x1122'3344;
constexpr Now kStart{TimePoint{1h}, WallTime{std::chrono::seconds(1'800'000'000)}};

Now later(Duration by) { return {kStart.mono + by, kStart.wall + by}; }
IpAddress host(std::uint32_t n) { return IpAddress::v4(0x0a00'0000 + n); }

struct AggregateTest : testing::Test {
  Aggregate aggregate{kOurs, 1000, 4711};

  void report(std::uint32_t n, std::uint8_t fraction, Now now = kStart, std::uint32_t ssrc = 0) {
    Compound compound;
    ssrc = ssrc ? ssrc : n + 1;
    compound.packets = {ReceiverReport{ssrc, {{.ssrc = kOurs, .fraction_lost = fraction, .jitter = fraction}}, {}},
                        SourceDescription{{{ssrc, {{SdesType::cname, "host"}}}}}};
    aggregate.handle_compound(compound, host(n), now);
  }
  void goodbye(std::uint32_t ssrc, const IpAddress& from) {
    aggregate.handle_compound({{ReceiverReport{ssrc, {}, {}}, Bye{{ssrc}, {}}}}, from, kStart);
  }
};

TEST_F(AggregateTest, TellsOfNewAndLostReceivers) {
  report(1, 0);
  EXPECT_EQ(aggregate.poll_event(), (Aggregate::Event{Aggregate::Event::Kind::joined, host(1), 2}));
  goodbye(2, host(1));
  EXPECT_EQ(aggregate.poll_event(), (Aggregate::Event{Aggregate::Event::Kind::left, host(1), 2}));
  EXPECT_EQ(aggregate.size(), 0u);
}

TEST_F(AggregateTest, LetsNobodyLeaveForAnother) {
  report(1, 0);
  goodbye(2, host(9));
  EXPECT_EQ(aggregate.counters().stranger_byes, 1u);
  ASSERT_EQ(aggregate.size(), 1u);
  EXPECT_EQ(aggregate.at(0).address, host(1));
}

TEST_F(AggregateTest, NamesTheWorstFirst) {
  for (const std::uint8_t fraction : std::initializer_list<std::uint8_t>{0, 7, 200, 7, 100}) report(fraction, fraction);
  report(100, 250, kStart, 9999);  // a second voice of the same host
  std::vector<IpAddress> worst;
  for (const std::size_t place : aggregate.worst(3)) worst.push_back(aggregate.at(place).address);
  EXPECT_EQ(worst, (std::vector{host(200), host(100), host(7)}));
  EXPECT_TRUE(aggregate.worst(0).empty());
  EXPECT_EQ(aggregate.worst(10).size(), 4u);
}

TEST_F(AggregateTest, ForgetsTheSilent) {
  report(1, 0);
  report(2, 0, later(20s));
  aggregate.expire(later(26s).mono, 25s);
  EXPECT_EQ(aggregate.size(), 1u);
  EXPECT_EQ(aggregate.at(0).address, host(2));
  EXPECT_EQ(aggregate.at(0).last_heard, later(20s).mono);
}

TEST_F(AggregateTest, SummarisesByOrder) {
  for (std::uint32_t n = 0; n < 100; ++n) report(n, n < 30 ? 0 : 64);
  const auto summary = aggregate.summary();
  EXPECT_EQ(summary.voting, 100u);
  EXPECT_DOUBLE_EQ(summary.share_with_loss, 0.7);
  EXPECT_DOUBLE_EQ(summary.fraction_lost.lower_quartile, 0);
  EXPECT_DOUBLE_EQ(summary.fraction_lost.median, 0.25);
  EXPECT_DOUBLE_EQ(summary.fraction_lost.p95, 0.25);
  EXPECT_DOUBLE_EQ(summary.jitter.median, 64);
}

TEST_F(AggregateTest, IsMovedByOneLyingHostByOneVoteOnly) {
  for (std::uint32_t n = 0; n < 20; ++n) report(n, 0);
  for (std::uint32_t ssrc = 500; ssrc < 1500; ++ssrc) report(99, 255, kStart, ssrc);
  const auto summary = aggregate.summary();
  EXPECT_EQ(summary.voting, 21u);
  EXPECT_DOUBLE_EQ(summary.fraction_lost.upper_quartile, 0);
  EXPECT_DOUBLE_EQ(summary.share_with_loss, 1.0 / 21);
  EXPECT_EQ(aggregate.size(), 20 + Aggregate::kMaxPerAddress);
  EXPECT_EQ(aggregate.counters().over_address_limit, 1000 - Aggregate::kMaxPerAddress);
}

TEST_F(AggregateTest, EstimatesBeyondItsLimit) {
  for (std::uint32_t n = 0; n < 10'000; ++n) report(n, 0);
  EXPECT_EQ(aggregate.size(), 1000u);
  EXPECT_EQ(aggregate.counters().over_limit, 9000u);
  EXPECT_NEAR(static_cast<double>(aggregate.summary().estimated), 10'000, 400);
  aggregate.expire(later(30s).mono, 25s);
  aggregate.expire(later(60s).mono, 25s);
  EXPECT_EQ(aggregate.summary().estimated, 0u);
}

TEST_F(AggregateTest, MeasuresOnlyAgainstReportsOfOurs) {
  aggregate.sent_report(to_ntp(kStart.wall), kStart.mono);
  const auto answer = [this](std::uint32_t last_sr, Duration delay, Now now) {
    const ReportBlock block{.ssrc = kOurs, .last_sr = last_sr, .since_last_sr = to_compact(delay)};
    aggregate.handle_compound({{ReceiverReport{5, {block}, {}}}}, host(5), now);
    return aggregate.at(0).round_trip;
  };
  EXPECT_EQ(answer(0x12345678, 1s, later(2s)), std::nullopt);                     // we never sent that
  EXPECT_EQ(answer(to_ntp(kStart.wall).compact(), 5s, later(2s)), std::nullopt);  // held longer than it was out
  EXPECT_EQ(answer(to_ntp(kStart.wall).compact(), 1s, later(1040ms)), 40ms);
  EXPECT_EQ(aggregate.counters().bad_round_trips, 2u);
}

TEST_F(AggregateTest, CountsReportsOnOthersApart) {
  aggregate.handle_compound({{ReceiverReport{5, {{.ssrc = 99, .fraction_lost = 200}}, {}}}}, host(5), kStart);
  EXPECT_EQ(aggregate.size(), 1u);  // it listens, if to somebody else
  EXPECT_FALSE(aggregate.at(0).reports);
  EXPECT_EQ(aggregate.summary().voting, 0u);
  EXPECT_EQ(aggregate.counters().other_sources, 1u);
}

TEST_F(AggregateTest, CountsTheUnreadableByReason) {
  aggregate.handle_datagram(Bytes{0x80}, {host(1), 5005}, kStart);
  EXPECT_EQ(aggregate.counters().refused[static_cast<std::size_t>(ParseErrc::truncated)], 1u);
}

TEST_F(AggregateTest, HoldsManyEventsAndNoMore) {
  for (std::uint32_t n = 0; n < 1000; ++n) report(n, 0);
  std::size_t events = 0;
  while (aggregate.poll_event()) ++events;
  EXPECT_EQ(events, Aggregate::kMaxEvents);
  EXPECT_EQ(aggregate.counters().events_dropped, 1000 - Aggregate::kMaxEvents);
}

TEST_F(AggregateTest, AgreesWithAPlainMapThroughComingsAndGoings) {
  constexpr std::uint64_t kSeed = 36;
  SCOPED_TRACE(kSeed);
  Rng rng(kSeed);
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint8_t> model;
  for (int step = 0; step < 20'000; ++step) {
    const auto n = static_cast<std::uint32_t>(rng.below(150));
    const auto ssrc = static_cast<std::uint32_t>(1000 + rng.below(6));
    if (rng.below(2)) {
      const auto fraction = static_cast<std::uint8_t>(rng.below(256));
      report(n, fraction, kStart, ssrc);
      model[{n, ssrc}] = fraction;
    } else if (model.erase({n, ssrc})) {
      goodbye(ssrc, host(n));
    }
    ASSERT_EQ(aggregate.size(), model.size());
  }
  for (std::size_t i = 0; i < aggregate.size(); ++i) {
    const auto view = aggregate.at(i);
    EXPECT_EQ((model.at({view.address.v4_value() - 0x0a00'0000, view.ssrc})), view.fraction_lost);
  }
}

TEST_F(AggregateTest, NeedsLessThanAHundredOctetsAReceiver) {
  Aggregate large(kOurs, 100'000, 1);
  const std::size_t empty = large.memory();
  for (std::uint32_t n = 0; n < 10'000; ++n) {
    const SdesItem cname{SdesType::cname, "q9XrT2mB7sLw0aZk"};
    large.handle_compound({{ReceiverReport{n + 1, {{.ssrc = kOurs}}, {}}, SourceDescription{{{n + 1, {cname}}}}}},
                          host(n), kStart);
    while (large.poll_event()) {
    }
  }
  EXPECT_LE((large.memory() - empty) / 10'000, 80u);
}

}  // namespace
}  // namespace joincast::rtcp
