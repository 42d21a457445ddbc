// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/arrival_spacing.h"

#include <gtest/gtest.h>

#include <chrono>

namespace joincast::libreceiver {
namespace {

using namespace std::chrono_literals;

constexpr TimePoint kStart{1'000s};

TEST(ArrivalSpacing, SaysNothingOfASinglePacket) {
  ArrivalSpacing spacing;
  spacing.update(kStart);
  EXPECT_EQ(spacing.summary(kStart), SpacingSummary{});
}

TEST(ArrivalSpacing, SumsUpTheGapsOfTheLastSecond) {
  ArrivalSpacing spacing;
  for (const auto at : {0ms, 10ms, 40ms, 60ms}) spacing.update(kStart + at);
  EXPECT_EQ(spacing.summary(kStart + 60ms), (SpacingSummary{10ms, 20ms, 30ms, 3}));
}

TEST(ArrivalSpacing, ForgetsWhatIsOlder) {
  ArrivalSpacing spacing;
  for (const auto at : {0ms, 80ms, 1'300ms, 1'310ms}) spacing.update(kStart + at);
  EXPECT_EQ(spacing.summary(kStart + 1'310ms), (SpacingSummary{10ms, 615ms, 1'220ms, 2}));
  EXPECT_EQ(spacing.summary(kStart + 3s).gaps, 0u);
}

TEST(ArrivalSpacing, TakesAnEarlierArrivalAsOneAtTheSameTime) {
  ArrivalSpacing spacing;
  for (const auto at : {20ms, 10ms, 30ms}) spacing.update(kStart + at);
  EXPECT_EQ(spacing.summary(kStart + 30ms), (SpacingSummary{0ms, 5ms, 10ms, 2}));
}

/// `packets` together, a millisecond apart, `times` times, each `apart` behind the other.
BatchCounters batches(int packets, int times, Duration apart) {
  ArrivalSpacing spacing;
  for (int batch = 0; batch < times; ++batch)
    for (int packet = 0; packet < packets; ++packet) spacing.update(kStart + batch * apart + packet * 1ms);
  return spacing.batches();
}

TEST(ArrivalSpacing, KnowsTheBeaconsOfAnAccessPoint) {
  EXPECT_EQ(batches(4, 11, 102'400us).dtim_spaced, 10u);
  EXPECT_EQ(batches(12, 11, 307'200us).dtim_spaced, 10u);
  EXPECT_EQ(batches(12, 11, 307'200us).last_interval, 307'200us);
}

TEST(ArrivalSpacing, AllowsTheBeaconsFiveMilliseconds) {
  EXPECT_EQ(batches(4, 11, 107'400us).dtim_spaced, 10u);
  EXPECT_EQ(batches(4, 11, 107'401us).dtim_spaced, 0u);
  EXPECT_EQ(batches(4, 11, 97'400us).dtim_spaced, 10u);
  EXPECT_EQ(batches(4, 11, 97'399us).dtim_spaced, 0u);
}

TEST(ArrivalSpacing, DoesNotTakeTheBatchesOfASenderForBeacons) {
  const BatchCounters counters = batches(4, 11, 150ms);
  EXPECT_EQ(counters.batches, 11u);
  EXPECT_EQ(counters.dtim_spaced, 0u);
}

TEST(ArrivalSpacing, DoesNotTakeSinglePacketsForBatches) { EXPECT_EQ(batches(1, 100, 102'400us).batches, 0u); }

TEST(ArrivalSpacing, DoesNotTakeAnEvenStreamForBatches) { EXPECT_EQ(batches(1, 100, 24ms).batches, 1u); }

}  // namespace
}  // namespace joincast::libreceiver
