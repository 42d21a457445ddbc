// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtp/reorder_buffer.h"

#include <gtest/gtest.h>

#include <vector>

#include "base/random.h"

namespace joincast::rtp {
namespace {

using namespace std::chrono_literals;

constexpr TimePoint kStart{1h};
using Order = std::vector<std::int64_t>;

struct Feeder {
  ReorderBuffer buffer;
  Order out;
  std::vector<std::uint32_t> lost;

  explicit Feeder(const ReorderBuffer::Settings& settings = {}) : buffer(settings) {}

  void push(std::int64_t sequence, TimePoint at, std::size_t size = 20) {
    Bytes octets;
    write(octets, {.sequence = static_cast<std::uint16_t>(sequence)}, Bytes(size, static_cast<std::uint8_t>(sequence)));
    buffer.push({*parse(octets), sequence, 0, at});
  }
  void drain() {
    while (const auto packet = buffer.pop()) {
      EXPECT_EQ(packet->packet.view.payload[0], static_cast<std::uint8_t>(packet->packet.sequence));
      out.push_back(packet->packet.sequence);
      lost.push_back(packet->lost_before);
    }
  }
  void take(std::int64_t sequence, TimePoint at, std::size_t size = 20) {
    push(sequence, at, size);
    drain();
  }
  void deadline(TimePoint at) {
    buffer.handle_deadline(at);
    drain();
  }
};

TEST(ReorderBuffer, ReleasesAtOnceWhatIsInOrder) {
  Feeder feeder;
  for (std::int64_t sequence = 5; sequence < 8; ++sequence) {
    feeder.take(sequence, kStart);
    EXPECT_EQ(feeder.out.back(), sequence);
    EXPECT_EQ(feeder.buffer.deadline(), kNever);
  }
}

TEST(ReorderBuffer, FillsAGapInTime) {
  Feeder feeder;
  for (const int sequence : {1, 4, 3}) feeder.take(sequence, kStart);
  EXPECT_EQ(feeder.out, Order({1}));
  feeder.take(2, kStart + 5ms);
  EXPECT_EQ(feeder.out, Order({1, 2, 3, 4}));
  EXPECT_EQ(feeder.buffer.counters().filled, 2u);
  EXPECT_EQ(feeder.buffer.deadline(), kNever);
}

TEST(ReorderBuffer, GivesUpAGapWhenItsTimeHasCome) {
  Feeder feeder;
  feeder.take(1, kStart);
  feeder.take(4, kStart + 1ms);
  EXPECT_EQ(feeder.buffer.deadline(), kStart + 21ms);
  feeder.deadline(kStart + 20ms);
  EXPECT_EQ(feeder.out, Order({1}));
  feeder.deadline(kStart + 21ms);
  EXPECT_EQ(feeder.out, Order({1, 4}));
  EXPECT_EQ(feeder.lost, std::vector<std::uint32_t>({0, 2}));
  EXPECT_EQ(feeder.buffer.counters().lost, 2u);
}

TEST(ReorderBuffer, CountsFromTheFirstPacketBehindEachGap) {
  Feeder feeder;
  feeder.take(1, kStart);
  feeder.take(3, kStart + 1ms);
  feeder.take(5, kStart + 11ms);
  feeder.deadline(kStart + 21ms);
  EXPECT_EQ(feeder.out, Order({1, 3}));
  EXPECT_EQ(feeder.buffer.deadline(), kStart + 31ms);
}

TEST(ReorderBuffer, TellsLateFromDuplicate) {
  Feeder feeder;
  for (const int sequence : {1, 3}) feeder.take(sequence, kStart);
  feeder.deadline(kStart + 20ms);
  for (const int sequence : {1, 3, 2, 2}) feeder.take(sequence, kStart + 22ms);
  EXPECT_EQ(feeder.buffer.counters().late, 1u);
  EXPECT_EQ(feeder.buffer.counters().duplicates, 3u);
  EXPECT_EQ(feeder.out, Order({1, 3}));
}

TEST(ReorderBuffer, DropsADuplicateOfWhatWaits) {
  Feeder feeder;
  for (const int sequence : {1, 3, 3}) feeder.take(sequence, kStart);
  EXPECT_EQ(feeder.buffer.counters().duplicates, 1u);
  EXPECT_EQ(feeder.buffer.held(), 1u);
}

TEST(ReorderBuffer, WaitsLongerOnceAPacketCameTooLate) {
  Feeder feeder;
  for (const int sequence : {1, 3}) feeder.take(sequence, kStart);
  feeder.deadline(kStart + 20ms);
  feeder.take(2, kStart + 40ms);
  EXPECT_EQ(feeder.buffer.wait(), 50ms);
}

TEST(ReorderBuffer, DoesNotWaitForWhatNoWaitCouldBring) {
  Feeder feeder;
  for (const int sequence : {1, 3}) feeder.take(sequence, kStart);
  feeder.deadline(kStart + 20ms);
  feeder.take(2, kStart + 5s);
  EXPECT_EQ(feeder.buffer.wait(), 20ms);
}

TEST(ReorderBuffer, ForgetsSlowlyThatItHadToWait) {
  Feeder feeder;
  for (const int sequence : {1, 3}) feeder.take(sequence, kStart);
  feeder.deadline(kStart + 20ms);
  feeder.take(2, kStart + 80ms);
  const Duration grown = feeder.buffer.wait();
  EXPECT_EQ(grown, 100ms);
  std::int64_t sequence = 4;
  for (TimePoint at = kStart + 1s; at < kStart + 21s; at += 1s) feeder.take(sequence++, at);
  EXPECT_EQ(feeder.buffer.wait(), 90ms);
  for (TimePoint at = kStart + 21s; at < kStart + 1h; at += 1s) feeder.take(sequence++, at);
  EXPECT_EQ(feeder.buffer.wait(), 20ms);
}

TEST(ReorderBuffer, TakesAFarJumpWithoutWaiting) {
  Feeder feeder;
  feeder.take(1, kStart);
  feeder.take(3, kStart);
  feeder.take(5000, kStart);
  EXPECT_EQ(feeder.out, Order({1, 3, 5000}));
  EXPECT_EQ(feeder.lost, std::vector<std::uint32_t>({0, 1, 4996}));
}

TEST(ReorderBuffer, KeepsWithinItsCaps) {
  Feeder feeder({.max_packets = 16, .max_octets = 400});
  feeder.take(0, kStart);
  for (std::int64_t sequence = 2; sequence < 12; ++sequence) feeder.push(sequence, kStart, 88);
  EXPECT_LE(feeder.buffer.held_octets(), 400u);
  feeder.drain();
  feeder.deadline(kStart + 1s);
  EXPECT_GT(feeder.buffer.counters().overflowed, 0u);
  feeder.take(20, kStart + 2s);
  feeder.deadline(kStart + 3s);
  EXPECT_EQ(feeder.out.back(), 20);
}

TEST(ReorderBuffer, ReleasesEverythingBeforeAnotherStream) {
  Feeder feeder;
  for (const int sequence : {1, 3}) feeder.take(sequence, kStart);
  feeder.buffer.restart();
  feeder.take(100, kStart);
  EXPECT_EQ(feeder.out, Order({1, 3, 100}));
  feeder.take(101, kStart);
  EXPECT_EQ(feeder.lost.back(), 0u);
}

TEST(ReorderBuffer, MarksTheFirstOfAStream) {
  Feeder feeder;
  feeder.push(7, kStart);
  feeder.push(8, kStart);
  EXPECT_TRUE(feeder.buffer.pop()->first);
  EXPECT_FALSE(feeder.buffer.pop()->first);
}

// Every packet goes out at most once and in order; what went in is accounted for.
TEST(ReorderBuffer, KeepsItsPromisesUnderDisorder) {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    Rng rng(seed);
    Feeder feeder({.max_packets = 32, .max_octets = 1000});
    std::uint64_t pushed = 0;
    TimePoint at = kStart;
    for (std::int64_t base = 0; base < 3000; ++base, at += 1ms) {
      if (rng.below(20) == 0) continue;
      feeder.push(
          base - static_cast<std::int64_t>(rng.below(8)) + static_cast<std::int64_t>(rng.below(50) == 0 ? 60 : 0), at,
          10 + rng.below(60));
      ++pushed;
      if (rng.below(3) == 0) feeder.drain();
      if (feeder.buffer.deadline() <= at) feeder.deadline(at);
    }
    feeder.buffer.restart();
    feeder.drain();
    EXPECT_TRUE(std::is_sorted(feeder.out.begin(), feeder.out.end(), std::less_equal<>())) << seed;
    const auto& counters = feeder.buffer.counters();
    EXPECT_EQ(counters.released + counters.late + counters.duplicates + counters.overflowed, pushed) << seed;
    EXPECT_EQ(feeder.buffer.held(), 0u);
    EXPECT_EQ(feeder.buffer.held_octets(), 0u);
  }
}

}  // namespace
}  // namespace joincast::rtp
