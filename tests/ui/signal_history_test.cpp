// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/control/signal_history.h"

#include <gtest/gtest.h>

namespace joincast::ui {
namespace {

using namespace std::chrono_literals;

constexpr TimePoint kStart{1'000s};

libreceiver::Snapshot snapshot(std::uint64_t kbps, std::uint64_t expected = 0, std::uint64_t missing = 0) {
  libreceiver::Snapshot all;
  all.session.bit_rate = kbps * 1'000;
  all.session.expected = expected;
  all.session.missing = missing;
  return all;
}

TEST(SignalHistory, IsEmptyAtFirst) {
  const SignalHistory history;
  EXPECT_TRUE(history.empty());
  EXPECT_FALSE(history.figures(Metric::bitrate, 1min, kStart));
  EXPECT_TRUE(history.points(Line::bitrate, 1min, kStart, 120).empty());
}

TEST(SignalHistory, TellsCurrentMeanAndWorst) {
  SignalHistory history;
  history.add(snapshot(128), kStart);
  history.add(snapshot(64), kStart + 1s);
  history.add(snapshot(96), kStart + 2s);
  const auto figures = history.figures(Metric::bitrate, 1min, kStart + 2s);
  ASSERT_TRUE(figures);
  EXPECT_DOUBLE_EQ(figures->current, 96);
  EXPECT_DOUBLE_EQ(figures->mean, 96);
  EXPECT_DOUBLE_EQ(figures->worst, 64);
}

TEST(SignalHistory, LooksBackAsFarAsTheWindow) {
  SignalHistory history;
  history.add(snapshot(10), kStart);
  history.add(snapshot(20), kStart + 2min);
  EXPECT_DOUBLE_EQ(history.figures(Metric::bitrate, 1min, kStart + 2min)->mean, 20);
  EXPECT_DOUBLE_EQ(history.figures(Metric::bitrate, 5min, kStart + 2min)->mean, 15);
}

TEST(SignalHistory, WeighsLossByPackets) {
  SignalHistory history;
  history.add(snapshot(1, 0, 0), kStart);
  history.add(snapshot(1, 100, 0), kStart + 1s);
  history.add(snapshot(1, 110, 10), kStart + 2s);
  const auto figures = history.figures(Metric::loss, 1min, kStart + 2s);
  EXPECT_DOUBLE_EQ(figures->current, 100);
  EXPECT_NEAR(figures->mean, 100.0 * 10 / 110, 1e-9);
  EXPECT_DOUBLE_EQ(figures->worst, 100);
}

TEST(SignalHistory, TakesNoLossFromCountersThatBeginAnew) {
  SignalHistory history;
  history.add(snapshot(1, 1'000, 500), kStart);
  history.add(snapshot(1, 10, 0), kStart + 1s);
  EXPECT_DOUBLE_EQ(history.figures(Metric::loss, 1min, kStart + 1s)->worst, 0);
}

TEST(SignalHistory, LeavesOutWhatComesTooEarly) {
  SignalHistory history;
  for (int i = 0; i < 100; ++i) history.add(snapshot(1), kStart + i * 10ms);
  EXPECT_EQ(history.size(), 5u);
  history.add(snapshot(1), kStart - 1s);
  EXPECT_EQ(history.size(), 5u);
}

TEST(SignalHistory, KeepsHalfAnHour) {
  SignalHistory history;
  for (int i = 0; i < 40 * 60; ++i) history.add(snapshot(1), kStart + i * 1s);
  EXPECT_EQ(history.size(), 30u * 60 + 1);
}

TEST(SignalHistory, DrawsAtMostAsManyPointsAsAskedFor) {
  SignalHistory history;
  TimePoint now = kStart;
  for (int i = 0; i < 7'200; ++i) history.add(snapshot(100), now = kStart + i * 250ms);
  for (const Duration window : {Duration(1min), Duration(5min), Duration(30min)}) {
    const auto points = history.points(Line::bitrate, window, now, 120);
    EXPECT_LE(points.size(), 120u);
    EXPECT_GE(points.size(), 118u);
    EXPECT_GE(points.front().ago, -std::chrono::duration<double>(window).count());
    EXPECT_LE(points.back().ago, 0);
  }
}

TEST(SignalHistory, ShowsTheWorstOfWhatFallsIntoOnePoint) {
  SignalHistory history;
  libreceiver::Snapshot one = snapshot(1), two = snapshot(1);
  one.session.jitter = 2ms;
  two.session.jitter = 40ms;
  one.sound.queued = 5ms;
  two.sound.queued = 200ms;
  history.add(one, kStart);
  history.add(two, kStart + 250ms);
  EXPECT_DOUBLE_EQ(history.points(Line::jitter, 30min, kStart + 1s, 120).at(0).value, 40);
  EXPECT_DOUBLE_EQ(history.points(Line::queued, 30min, kStart + 1s, 120).at(0).value, 5);
}

TEST(SignalHistory, LeavesPointsInTheirPlacesWhileTimeGoesOn) {
  SignalHistory history;
  for (int i = 0; i < 240; ++i) history.add(snapshot(static_cast<std::uint64_t>(i)), kStart + i * 250ms);
  const auto early = history.points(Line::bitrate, 1min, kStart + 60s, 120);
  const auto late = history.points(Line::bitrate, 1min, kStart + 60s + 100ms, 120);
  EXPECT_DOUBLE_EQ(early.at(10).value, late.at(10).value);
  EXPECT_NEAR(early.at(10).ago - late.at(10).ago, 0.1, 1e-9);
}

TEST(SignalHistory, ForgetsTheServiceBefore) {
  SignalHistory history;
  history.add(snapshot(1, 100, 50), kStart);
  history.clear();
  EXPECT_TRUE(history.empty());
  history.add(snapshot(1, 200, 60), kStart + 1s);
  EXPECT_DOUBLE_EQ(history.figures(Metric::loss, 1min, kStart + 1s)->current, 0);
}

}  // namespace
}  // namespace joincast::ui
