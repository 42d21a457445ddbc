// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/pacer.h"

#include <gtest/gtest.h>

#include <cmath>

namespace joincast::headend {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr TimePoint kStart{seconds(1000)};
constexpr std::uint32_t kFrame = 2160;  // 24 ms of MPEG audio at 48 kHz, in 90 kHz ticks

payload::AccessUnit frame(std::size_t octets = 384) {
  payload::AccessUnit unit;
  unit.octets.resize(octets);
  unit.duration = kFrame;
  return unit;
}

FormatChange mpa() { return {payload::mpa_format(48'000, 2)}; }

Pacer playing(std::size_t frames, TimePoint at = kStart) {
  Pacer pacer;
  pacer.push(mpa());
  for (std::size_t i = 0; i < frames; ++i) pacer.push(frame(), at);
  return pacer;
}

TEST(Pacer, SendsTheFirstFrameAtOnce) {
  Pacer pacer = playing(1);
  EXPECT_EQ(pacer.deadline(), kStart);
  ASSERT_TRUE(pacer.poll(kStart));
  EXPECT_EQ(pacer.deadline(), kNever);
}

TEST(Pacer, SpreadsABurstOverItsOwnLength) {
  Pacer pacer = playing(170);  // four seconds at once
  ASSERT_TRUE(pacer.poll(kStart));
  EXPECT_FALSE(pacer.poll(kStart + milliseconds(23)));
  EXPECT_TRUE(pacer.poll(kStart + milliseconds(24)));
  EXPECT_FALSE(pacer.poll(kStart + milliseconds(24)));
}

TEST(Pacer, TimestampsAreMediaTimeWhateverTheSlew) {
  Pacer pacer = playing(400);
  std::int64_t expected = 0;
  for (TimePoint now = kStart; pacer.deadline() != kNever; now += milliseconds(1)) {
    while (const auto sent = pacer.poll(now)) {
      EXPECT_EQ(sent->unit.timestamp, expected);
      expected += kFrame;
    }
  }
  EXPECT_NE(pacer.slew(), 0);
}

UpstreamMetadata said_of_the_last(Duration media) { return {"Song", "", "", "", media}; }

TEST(Pacer, PutsMetadataInFrontOfTheWaitingSoundThatTheyAreAbout) {
  Pacer pacer = playing(10);
  pacer.push(said_of_the_last(milliseconds(3 * 24)));
  for (int frame = 0; frame < 10; ++frame) {
    const auto sent = pacer.poll(kStart + frame * milliseconds(25));
    ASSERT_TRUE(sent);
    EXPECT_EQ(sent->ahead && sent->ahead->metadata, frame == 7) << frame;
  }
}

TEST(Pacer, PutsMetadataOfSoundAlreadySentInFrontOfTheNextFrame) {
  Pacer pacer = playing(10);
  ASSERT_TRUE(pacer.poll(kStart));
  pacer.push(said_of_the_last(milliseconds(10 * 24)));
  const auto next = pacer.poll(kStart + milliseconds(24));
  ASSERT_TRUE(next && next->ahead);
  EXPECT_EQ(next->ahead->metadata->title, "Song");
}

TEST(Pacer, LetsLaterMetadataTakeThePlaceOfEarlierOnes) {
  Pacer pacer = playing(1);
  pacer.push(UpstreamMetadata{"Old", "", "", "", {}});
  for (int i = 0; i < 3; ++i) pacer.push(frame(), kStart);
  pacer.push(said_of_the_last(milliseconds(4 * 24)));
  ASSERT_TRUE(pacer.poll(kStart));
  const auto second = pacer.poll(kStart + milliseconds(24));
  ASSERT_TRUE(second && second->ahead);
  EXPECT_EQ(second->ahead->metadata->title, "Song");
}

TEST(Pacer, SlewsByHalfAPercentAtMost) {
  Pacer full = playing(2000);
  full.poll(kStart);
  EXPECT_EQ(full.slew(), 0.005);
  Pacer empty = playing(1);
  empty.poll(kStart);
  EXPECT_EQ(empty.slew(), -0.005);
}

TEST(Pacer, LeadsTheQueueToAnotherTargetBySlewing) {
  Pacer pacer = playing(42);
  pacer.set_target(milliseconds(500));
  TimePoint now = kStart;
  const TimePoint end = kStart + seconds(600);
  for (std::int64_t pushed = 0; now < end; now += milliseconds(4)) {
    for (; now - kStart >= pushed * milliseconds(24); ++pushed) pacer.push(frame(), now);
    while (pacer.poll(now)) {
    }
  }
  EXPECT_NEAR(std::chrono::duration<double>(pacer.level()).count(), 0.5, 0.03);
  EXPECT_EQ(pacer.counters().gaps, 0u);
}

TEST(Pacer, AGapOfTheStationAdvancesTheTimestampByTheGap) {
  Pacer pacer = playing(1);
  const TimePoint next = kStart + milliseconds(24);
  pacer.poll(kStart);
  pacer.push(frame(), next + seconds(2));
  const auto sent = pacer.poll(next + seconds(2));
  ASSERT_TRUE(sent);
  EXPECT_TRUE(sent->unit.after_loss);
  EXPECT_EQ(sent->unit.timestamp, kFrame + 2 * 90'000);
  EXPECT_EQ(pacer.counters().gaps, 1u);
}

TEST(Pacer, AShortDelayIsNoGap) {
  Pacer pacer = playing(1);
  pacer.poll(kStart);
  pacer.push(frame(), kStart + milliseconds(24 + 100));
  const auto sent = pacer.poll(kStart + milliseconds(24 + 100));
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->unit.timestamp, kFrame);
  EXPECT_FALSE(sent->unit.after_loss);
  EXPECT_EQ(sent->due, kStart + milliseconds(24));
}

TEST(Pacer, MetadataPassesWithTheFrameBehindIt) {
  Pacer pacer = playing(2);
  pacer.push(UpstreamMetadata{"Song", "http://song.example/", "", ""});
  pacer.push(frame(), kStart);
  const auto first = pacer.poll(kStart);
  ASSERT_TRUE(first->ahead);
  EXPECT_TRUE(first->ahead->format);
  EXPECT_FALSE(first->ahead->metadata);
  EXPECT_FALSE(pacer.poll(pacer.deadline())->ahead);
  const auto third = pacer.poll(pacer.deadline());
  ASSERT_TRUE(third && third->ahead && third->ahead->metadata);
  EXPECT_EQ(third->ahead->metadata->title, "Song");
}

TEST(Pacer, AnotherClockBeginsMediaTimeAgain) {
  Pacer pacer = playing(1);
  pacer.push(FormatChange{payload::opus_format(2)});
  payload::AccessUnit opus;
  opus.duration = 960;
  pacer.push(opus, kStart);
  EXPECT_FALSE(pacer.poll(kStart)->new_clock);
  const auto sent = pacer.poll(kStart + milliseconds(24));
  ASSERT_TRUE(sent);
  EXPECT_TRUE(sent->new_clock);
  EXPECT_EQ(sent->unit.timestamp, 0);
}

TEST(Pacer, WithoutFormatOrDurationNothingIsTaken) {
  Pacer pacer;
  pacer.push(frame(), kStart);
  pacer.push(mpa());
  pacer.push(payload::AccessUnit{}, kStart);
  EXPECT_EQ(pacer.deadline(), kNever);
}

/// A station whose clock runs `ppm` too fast, sending lumps of 96 ms, for `length`; four seconds come first.
struct DriftingStation {
  double ppm;
  Duration length;
  Duration worst_from_target{};
  std::uint64_t lumps = 0;

  Pacer run() {
    Pacer pacer(PacerOptions{.target = kTarget});
    pacer.push(mpa());
    for (std::uint64_t i = 0; i < kBurst; ++i) pacer.push(lump(), kStart);
    const double lump_ns = 96e6 / (1 + ppm * 1e-6);
    for (TimePoint now = kStart; now < kStart + length;) {
      now = kStart + Duration(static_cast<std::int64_t>(static_cast<double>(++lumps) * lump_ns));
      while (pacer.deadline() < now) pacer.poll(pacer.deadline());
      pacer.push(lump(), now);
      if (now > kStart + kSettled)
        worst_from_target = std::max<Duration>(worst_from_target, std::chrono::abs(pacer.level() - kTarget));
    }
    return pacer;
  }

  static payload::AccessUnit lump() {
    payload::AccessUnit unit;
    unit.duration = 4 * kFrame;
    return unit;
  }

  static constexpr Duration kTarget = seconds(1);
  static constexpr Duration kSettled = seconds(900);
  static constexpr std::uint64_t kBurst = 42;
};

class PacerOver72Hours : public ::testing::TestWithParam<double> {};

TEST_P(PacerOver72Hours, HoldsTheQueueAtItsTargetAndDropsNothing) {
  DriftingStation station{.ppm = GetParam(), .length = std::chrono::hours(72)};
  const Pacer pacer = station.run();
  EXPECT_LT(station.worst_from_target, milliseconds(250));
  EXPECT_EQ(pacer.counters().gaps, 0u);
  const auto waiting = static_cast<std::uint64_t>(pacer.level() / milliseconds(96));
  EXPECT_EQ(pacer.counters().frames + waiting, DriftingStation::kBurst + station.lumps);
}

INSTANTIATE_TEST_SUITE_P(ClocksOff, PacerOver72Hours, ::testing::Values(-200.0, 200.0));

}  // namespace
}  // namespace joincast::headend
