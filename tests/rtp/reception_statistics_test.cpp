// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtp/reception_statistics.h"

#include <gtest/gtest.h>

namespace joincast::rtp {
namespace {

using namespace std::chrono_literals;

constexpr TimePoint kStart{1h};

/// Packets of 20 ms at 8 kHz: 160 ticks each, on time unless told otherwise.
struct Stream {
  ReceptionStatistics statistics;

  Stream() { statistics.set_clock_rate(8000); }
  bool take(std::int64_t sequence, Duration late = {}) {
    return statistics.update(sequence, static_cast<std::uint32_t>(sequence * 160), 172,
                             kStart + sequence * 20ms + late);
  }
  void take_all(std::int64_t from, std::int64_t to) {
    for (; from <= to; ++from) take(from);
  }
};

TEST(ReceptionStatistics, CountsLossAsAppendixA3) {
  Stream stream;
  for (const int sequence : {65534, 65535, 65538, 65539}) stream.take(sequence);
  const ReceptionReport report = stream.statistics.take_report();
  EXPECT_EQ(report.lost, 2);
  EXPECT_EQ(report.fraction_lost, 2 * 256 / 6);
  EXPECT_EQ(report.highest_seq, 65539u);  // one wrap, number 3
}

TEST(ReceptionStatistics, BeginsANewFractionWithEachReport) {
  Stream stream;
  for (const int sequence : {1, 2, 4}) stream.take(sequence);
  EXPECT_EQ(stream.statistics.take_report().fraction_lost, 64);
  stream.take_all(5, 8);
  const ReceptionReport second = stream.statistics.take_report();
  EXPECT_EQ(second.fraction_lost, 0);
  EXPECT_EQ(second.lost, 1);
}

TEST(ReceptionStatistics, TellsNegativeLossAfterDuplicates) {
  Stream stream;
  for (const int sequence : {1, 2, 2, 2}) stream.take(sequence);
  const ReceptionReport report = stream.statistics.take_report();
  EXPECT_EQ(report.lost, -2);
  EXPECT_EQ(report.fraction_lost, 0);
  EXPECT_EQ(stream.statistics.duplicates(), 2u);
  EXPECT_EQ(stream.statistics.missing(), 0u);
}

TEST(ReceptionStatistics, ClampsLossToTwentyFourBits) {
  Stream stream;
  for (std::int64_t sequence = 0; sequence <= 0x90'0000; sequence += 3000) stream.take(sequence);
  EXPECT_EQ(stream.statistics.take_report().lost, 0x7f'ffff);
  EXPECT_EQ(stream.statistics.cumulative_lost(), 0x90'0000 - 0x90'0000 % 3000 - 0x90'0000 / 3000);
}

TEST(ReceptionStatistics, SmoothsJitterAsAppendixA8) {
  Stream stream;
  stream.take(1);
  stream.take(2, 10ms);  // D = 80 ticks
  EXPECT_DOUBLE_EQ(stream.statistics.jitter(), 5.0);
  stream.take(3, 10ms);  // D = 0
  EXPECT_DOUBLE_EQ(stream.statistics.jitter(), 5.0 - 5.0 / 16);
  stream.take(4);  // D = -80
  EXPECT_DOUBLE_EQ(stream.statistics.jitter(), 4.6875 + (80 - 4.6875) / 16);
  EXPECT_EQ(stream.statistics.take_report().jitter, 9u);
  EXPECT_NEAR(static_cast<double>(stream.statistics.jitter_time().count()), 9.39 / 8000 * 1e9, 1e4);
}

TEST(ReceptionStatistics, LeavesRepeatsOutOfTheJitter) {
  Stream stream;
  stream.take_all(1, 5);
  EXPECT_FALSE(stream.take(3, 45ms));
  stream.take(6);
  EXPECT_EQ(stream.statistics.jitter(), 0);
}

TEST(ReceptionStatistics, HasNoJitterWithoutAClock) {
  ReceptionStatistics statistics;
  statistics.update(1, 0, 100, kStart);
  statistics.update(2, 5000, 100, kStart + 1s);
  EXPECT_EQ(statistics.jitter(), 0);
  EXPECT_EQ(statistics.jitter_time(), 0ns);
}

TEST(ReceptionStatistics, MeasuresReordering) {
  Stream stream;
  stream.take_all(1, 2);
  stream.take(6);
  stream.take(3, 65ms);  // 5 ms after 6 came
  stream.take(5, 40ms);
  EXPECT_EQ(stream.statistics.reordered(), 2u);
  EXPECT_EQ(stream.statistics.reorder_extent(), 3);
  EXPECT_EQ(stream.statistics.reorder_delay(), 20ms);
  EXPECT_EQ(stream.statistics.missing(), 1u);
}

TEST(ReceptionStatistics, CountsLossRuns) {
  Stream stream;
  for (const int sequence : {1, 3, 5, 6, 10, 100}) stream.take(sequence);
  const LossRuns runs = stream.statistics.loss_runs();
  EXPECT_EQ(runs.counts[0], 2u);
  EXPECT_EQ(runs.counts[2], 1u);
  EXPECT_EQ(runs.counts[LossRuns::kBuckets - 1], 1u);
  EXPECT_EQ(runs.runs, 4u);
  EXPECT_EQ(runs.packets, 2u + 3u + 89u);
  EXPECT_EQ(runs.longest, 89u);
}

TEST(ReceptionStatistics, RemembersRunsForEver) {
  Stream stream;
  for (std::int64_t sequence = 0; sequence < 50'000; ++sequence)
    if (sequence % 10 != 5 && sequence % 1000 != 6) stream.take(sequence);
  const LossRuns runs = stream.statistics.loss_runs();
  EXPECT_EQ(runs.counts[0], 5000u - 50u);
  EXPECT_EQ(runs.counts[1], 50u);
  EXPECT_EQ(runs.packets, stream.statistics.missing());
}

TEST(ReceptionStatistics, LetsItsFirstNumberSinkALittle) {
  Stream stream;
  stream.take(10);
  stream.take(8);
  stream.take(9);
  stream.take(1);  // too old: not counted
  EXPECT_EQ(stream.statistics.expected(), 3u);
  EXPECT_EQ(stream.statistics.received(), 3u);
  EXPECT_EQ(stream.statistics.loss_runs().runs, 0u);
}

TEST(ReceptionStatistics, TellsWhichPacketsCame) {
  Stream stream;
  for (const int sequence : {1, 3, 3}) stream.take(sequence);
  EXPECT_EQ(stream.statistics.came(0), std::nullopt);
  EXPECT_EQ(stream.statistics.came(1), true);
  EXPECT_EQ(stream.statistics.came(2), false);
  EXPECT_EQ(stream.statistics.came_again(1), false);
  EXPECT_EQ(stream.statistics.came_again(3), true);
  stream.take(20'000);
  EXPECT_EQ(stream.statistics.came(3), std::nullopt);
  EXPECT_EQ(stream.statistics.came(20'001 - ReceptionStatistics::kHistory), false);
}

TEST(ReceptionStatistics, TellsTheBitRateOfTheLastTwoSeconds) {
  Stream stream;
  stream.take_all(0, 499);  // ten seconds of 172 octets every 20 ms
  const TimePoint end = kStart + 10s;
  EXPECT_NEAR(static_cast<double>(stream.statistics.bit_rate(end)), 68'800, 5'000);
  EXPECT_LT(stream.statistics.bit_rate(end + 1s), 45'000u);
  EXPECT_EQ(stream.statistics.bit_rate(end + 3s), 0u);
}

TEST(ReceptionStatistics, SummarisesTransitForExtendedReports) {
  Stream stream;
  stream.take(1);
  stream.take(2, 10ms);  // 80
  stream.take(3, 15ms);  // 40
  const TransitSummary summary = stream.statistics.take_transit_summary();
  EXPECT_EQ(summary.min, 40u);
  EXPECT_EQ(summary.max, 80u);
  EXPECT_EQ(summary.mean, 60u);
  EXPECT_EQ(summary.deviation, 20u);
  EXPECT_EQ(stream.statistics.take_transit_summary().max, 0u);
}

}  // namespace
}  // namespace joincast::rtp
