// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtcp/transmission_schedule.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace joincast::rtcp {
namespace {

using namespace std::chrono_literals;
using Action = TransmissionSchedule::Action;

constexpr IpAddress kHost = IpAddress::v4(0xc000'0201);
constexpr IpAddress kStranger = IpAddress::v4(0xc000'0263);
constexpr TimePoint kStart{1h};

TransmissionSchedule::Config config(std::uint64_t senders_bps = 4'000, std::uint64_t receivers_bps = 12'000) {
  return {.bandwidth = {senders_bps, receivers_bps}, .expected_size = 102};  // with headers 150 octets, 1,200 bits
}

TransmissionSchedule joined(const TransmissionSchedule::Config& with = config(), std::uint64_t seed = 1) {
  Rng rng(seed);
  return {with, rng, kStart};
}

/// Asks until a report or a BYE is due; the moment.
TimePoint run_until_due(TransmissionSchedule& schedule, Action wanted) {
  for (int i = 0; i < 1000; ++i) {
    const TimePoint now = schedule.deadline();
    const Action action = schedule.due(now);
    if (action == Action::nothing) continue;
    EXPECT_EQ(action, wanted);
    return now;
  }
  ADD_FAILURE() << "never due";
  return kNever;
}

TEST(Bandwidth, IsFivePercentAndOfAnySourceGroupsAtMostSixteenKilobits) {
  EXPECT_EQ(default_bandwidth(128'000, true), (Bandwidth{1'600, 4'800}));
  EXPECT_EQ(default_bandwidth(8'000'000, true), (Bandwidth{4'000, 12'000}));
  EXPECT_EQ(default_bandwidth(8'000'000, false), (Bandwidth{100'000, 300'000}));
}

// RFC 3550 section 6.3.1: half of T_min, 0.5 to 1.5 times, divided by e - 3/2.
TEST(TransmissionSchedule, SendsTheFirstReportAfterHalfAnInterval) {
  double least = 1e9;
  double most = 0;
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    const double s = std::chrono::duration<double>(joined(config(), seed).deadline() - kStart).count();
    least = std::min(least, s);
    most = std::max(most, s);
  }
  EXPECT_GE(least, 2.5 * 0.5 / 1.21829);
  EXPECT_LE(most, 2.5 * 1.5 / 1.21828);
  EXPECT_LT(least, 1.04);
  EXPECT_GT(most, 3.06);
}

TEST(TransmissionSchedule, GoesOnWithTheWholeMinimum) {
  auto schedule = joined();
  EXPECT_EQ(schedule.deterministic_interval(), 2500ms);
  run_until_due(schedule, Action::report);
  EXPECT_EQ(schedule.deterministic_interval(), 5s);
}

TEST(TransmissionSchedule, DoesNothingEarly) {
  auto schedule = joined();
  const TimePoint deadline = schedule.deadline();
  EXPECT_EQ(schedule.due(deadline - 1ns), Action::nothing);
  EXPECT_EQ(schedule.deadline(), deadline);
}

TEST(TransmissionSchedule, SharesTheReceiversBandwidthAmongReceivers) {
  auto schedule = joined();
  schedule.heard_rtp(1, kHost, kStart);
  for (std::uint32_t ssrc = 2; ssrc < 1001; ++ssrc) schedule.heard_report(ssrc, kHost, kStart);
  // 1,000 receivers (ourselves among them), 1,200 bits each, 12,000 bits a second.
  EXPECT_EQ(schedule.members(), 1001u);
  EXPECT_EQ(schedule.deterministic_interval(), 100s);
}

TEST(TransmissionSchedule, KeepsAQuarterForSenders) {
  auto schedule = joined();
  schedule.sent_rtp(kStart);
  for (std::uint32_t ssrc = 1; ssrc < 100; ++ssrc) schedule.heard_rtp(ssrc, kHost, kStart);
  for (std::uint32_t ssrc = 100; ssrc < 1000; ++ssrc) schedule.heard_report(ssrc, kHost, kStart);
  EXPECT_EQ(schedule.senders(), 65u);                      // 64 others are tracked as senders
  EXPECT_EQ(schedule.deterministic_interval(), 19'500ms);  // 65 x 1,200 / 4,000
}

TEST(TransmissionSchedule, SharesAllWhenManySend) {
  auto schedule = joined();
  for (std::uint32_t ssrc = 1; ssrc < 60; ++ssrc) schedule.heard_rtp(ssrc, kHost, kStart);
  for (std::uint32_t ssrc = 100; ssrc < 140; ++ssrc) schedule.heard_report(ssrc, kHost, kStart);
  EXPECT_EQ(schedule.deterministic_interval(), 7'500ms);  // 100 x 1,200 / 16,000
}

// RFC 3550 section 6.2: 360 s divided by the session bandwidth in kbit/s, for active senders.
TEST(TransmissionSchedule, ReducesTheMinimumForSendersOnly) {
  auto with = config(400'000, 1'200'000);
  with.session_bps = 720'000;
  auto schedule = joined(with);
  run_until_due(schedule, Action::report);
  EXPECT_EQ(schedule.deterministic_interval(), 5s);
  schedule.sent_rtp(schedule.deadline());
  EXPECT_EQ(schedule.deterministic_interval(), 500ms);
  EXPECT_EQ(schedule.timeout_interval(), 5s);
}

TEST(TransmissionSchedule, IsSilentWithoutBandwidth) {
  auto schedule = joined(config(4'000, 0));  // b=RR:0
  EXPECT_EQ(schedule.deadline(), kNever);
  schedule.set_bandwidth({4'000, 12'000}, 0, kStart + 1s);
  EXPECT_LT(schedule.deadline(), kStart + 5s);
}

TEST(TransmissionSchedule, ReconsidersWhenManyJoin) {
  auto schedule = joined();
  for (std::uint32_t ssrc = 1; ssrc < 5000; ++ssrc) schedule.heard_report(ssrc, kHost, kStart);
  const TimePoint planned = schedule.deadline();
  EXPECT_EQ(schedule.due(planned), Action::nothing);
  EXPECT_GT(schedule.deadline(), kStart + 100s);
}

TEST(TransmissionSchedule, ComesForwardWhenManyLeave) {
  auto schedule = joined();
  for (std::uint32_t ssrc = 1; ssrc < 1000; ++ssrc) schedule.heard_report(ssrc, kHost, kStart);
  const TimePoint sent = run_until_due(schedule, Action::report);  // pmembers is 1,000 now
  schedule.due(schedule.deadline());
  const Duration before = schedule.deadline() - sent;
  for (std::uint32_t ssrc = 1; ssrc < 900; ++ssrc) schedule.heard_bye(ssrc, kHost, sent);
  const Duration after = schedule.deadline() - sent;
  EXPECT_NEAR(std::chrono::duration<double>(after).count(), std::chrono::duration<double>(before).count() / 10, 1.0);
}

TEST(TransmissionSchedule, IsNotMovedByAStrangersGoodbye) {
  auto schedule = joined();
  for (std::uint32_t ssrc = 1; ssrc < 1000; ++ssrc) schedule.heard_report(ssrc, kHost, kStart);
  for (std::uint32_t ssrc = 1; ssrc < 1000; ++ssrc) EXPECT_FALSE(schedule.heard_bye(ssrc, kStranger, kStart));
  EXPECT_EQ(schedule.members(), 1000u);
}

TEST(TransmissionSchedule, ForgetsMembersAfterFiveIntervalsAndSendersAfterTwo) {
  auto schedule = joined();
  schedule.heard_rtp(1, kHost, kStart);
  schedule.heard_report(1, kHost, kStart + 9s);
  while (schedule.deadline() < kStart + 9s) schedule.due(schedule.deadline());
  EXPECT_EQ(schedule.senders(), 1u);
  while (schedule.deadline() < kStart + 33s) schedule.due(schedule.deadline());
  EXPECT_EQ(schedule.senders(), 0u);
  EXPECT_EQ(schedule.members(), 2u);
  while (schedule.deadline() < kStart + 45s) schedule.due(schedule.deadline());
  EXPECT_EQ(schedule.members(), 1u);
}

TEST(TransmissionSchedule, EndsWeSentAfterTwoIntervals) {
  auto schedule = joined();
  schedule.sent_rtp(kStart);
  EXPECT_TRUE(schedule.we_sent());
  while (schedule.deadline() < kStart + 20s) schedule.due(schedule.deadline());
  EXPECT_FALSE(schedule.we_sent());
}

TEST(TransmissionSchedule, AveragesSizesWithHeaders) {
  auto schedule = joined();
  EXPECT_DOUBLE_EQ(schedule.average_size(), 150);
  schedule.heard_datagram(302, false);
  EXPECT_DOUBLE_EQ(schedule.average_size(), 150 + 200.0 / 16);
}

TEST(Goodbye, IsNeverSaidByThoseWhoNeverSpoke) {
  auto schedule = joined();
  EXPECT_EQ(schedule.leave(60, kStart + 1s), Action::nothing);
  EXPECT_EQ(schedule.deadline(), kNever);
}

TEST(Goodbye, IsImmediateInSmallGroups) {
  auto schedule = joined();
  for (std::uint32_t ssrc = 1; ssrc < 50; ++ssrc) schedule.heard_report(ssrc, kHost, kStart);
  schedule.sent(100);
  EXPECT_EQ(schedule.leave(60, kStart + 1s), Action::bye);
  EXPECT_EQ(schedule.deadline(), kNever);
  EXPECT_EQ(schedule.leave(60, kStart + 2s), Action::nothing);
}

TEST(Goodbye, WaitsWhenManyLeaveALargeGroup) {
  auto schedule = joined();
  for (std::uint32_t ssrc = 1; ssrc < 51; ++ssrc) schedule.heard_report(ssrc, kHost, kStart);
  schedule.sent(100);
  EXPECT_EQ(schedule.leave(60, kStart), Action::nothing);
  for (std::uint32_t ssrc = 1000; ssrc < 11'000; ++ssrc) schedule.heard_bye(ssrc, kStranger, kStart);
  // 10,001 leaving, 108 octets each, 12,000 bits a second: Td is 720 s.
  EXPECT_GT(run_until_due(schedule, Action::bye), kStart + 290s);
  EXPECT_EQ(schedule.deadline(), kNever);
}

TEST(Goodbye, IsNotDelayedByThoseWhoStay) {
  auto schedule = joined();
  for (std::uint32_t ssrc = 1; ssrc < 1000; ++ssrc) schedule.heard_report(ssrc, kHost, kStart);
  schedule.sent(100);
  EXPECT_EQ(schedule.leave(60, kStart), Action::nothing);
  for (std::uint32_t ssrc = 1; ssrc < 1000; ++ssrc) schedule.heard_report(ssrc, kHost, kStart);
  EXPECT_LT(run_until_due(schedule, Action::bye), kStart + 4s);
}

}  // namespace
}  // namespace joincast::rtcp
