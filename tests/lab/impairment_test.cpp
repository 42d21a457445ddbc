// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/lab/impairment.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace joincast::lab {
namespace {

using namespace std::chrono_literals;

constexpr TimePoint kStart{1000s};

std::vector<Verdict> decide(const Impairment& impairment, std::size_t count = 10'000) {
  ImpairmentModel model(impairment);
  std::vector<Verdict> verdicts(count);
  std::generate(verdicts.begin(), verdicts.end(), [&] { return model.next(); });
  return verdicts;
}

auto count_lost(const std::vector<Verdict>& verdicts) {
  return std::count_if(verdicts.begin(), verdicts.end(), [](const Verdict& v) { return v.lost; });
}

TEST(Impairment, DecidesAlikeForEqualSeeds) {
  const Impairment some{.loss = 0.1, .duplicate = 0.1, .reorder = 0.1, .reorder_by = 5ms, .jitter = 3ms};
  Impairment other = some;
  other.seed = 2;
  EXPECT_EQ(decide(some), decide(some));
  EXPECT_NE(decide(some), decide(other));
}

TEST(Impairment, DoesNothingByDefault) { EXPECT_EQ(decide({}, 100), std::vector<Verdict>(100)); }

TEST(Impairment, LosesTheShareItIsTold) {
  EXPECT_NEAR(static_cast<double>(count_lost(decide({.loss = 0.05}))), 500, 75);
}

TEST(Impairment, LosesInBursts) {
  const auto verdicts = decide({.burst_begins = 0.01, .burst_ends = 0.2});
  int runs = 0;
  for (std::size_t i = 1; i < verdicts.size(); ++i) runs += verdicts[i].lost && !verdicts[i - 1].lost;
  EXPECT_NEAR(static_cast<double>(count_lost(verdicts)) / runs, 5.0, 1.0) << "mean length of a burst";
}

TEST(Impairment, KeepsOneDecisionFromMovingTheOthers) {
  const auto alone = decide({.loss = 0.1});
  const auto together = decide({.loss = 0.1, .duplicate = 0.5, .jitter = 1ms});
  for (std::size_t i = 0; i < alone.size(); ++i) EXPECT_EQ(alone[i].lost, together[i].lost);
}

TEST(Impairment, KeepsTheOrderUnderJitter) {
  ImpairmentModel model({.delay = 10ms, .jitter = 20ms});
  TimePoint last{};
  for (int i = 0; i < 1000; ++i) {
    const TimePoint now = kStart + i * 1ms;
    const TimePoint at = model.departure(model.next(), now);
    EXPECT_GE(at, last);
    EXPECT_GE(at, now + 10ms);
    last = at;
  }
}

TEST(Impairment, LetsReorderedFramesBeOvertaken) {
  ImpairmentModel model({.delay = 10ms});
  const TimePoint late = model.departure({.reordered = true, .delay = 30ms}, kStart);
  const TimePoint next = model.departure({.delay = 10ms}, kStart + 1ms);
  EXPECT_LT(next, late);
}

TEST(Impairment, HoldsFramesUntilTheNextDtimTick) {
  ImpairmentModel model({.dtim_period = 100ms});
  EXPECT_EQ(model.departure({}, kStart + 1ms), kStart + 100ms);
  EXPECT_EQ(model.departure({}, kStart + 99ms), kStart + 100ms);
  EXPECT_EQ(model.departure({}, kStart + 100ms), kStart + 100ms);
  EXPECT_EQ(model.departure({}, kStart + 101ms), kStart + 200ms);
}

Bytes frame_v6() {
  Bytes frame = {0x33, 0x33, 0x80, 0, 0, 1, 2, 0, 0, 0, 0, 1, 0x86, 0xdd, 0x60, 0, 0, 0, 0, 20, 17, 16};
  frame.resize(14 + 40);
  frame[14 + 24] = 0xff;
  frame.insert(frame.end(), {0xc0, 0x00, 0x13, 0x8c, 0, 20, 0, 0,                            // UDP to 5004
                             0x80, 0x0e, 0x12, 0x34, 0, 0,  0, 9, 0xaa, 0xbb, 0xcc, 0xdd});  // RTP
  return frame;
}

TEST(Passage, IsReadFromAFrame) {
  const auto passage = read_passage(frame_v6());
  ASSERT_TRUE(passage);
  EXPECT_EQ(passage->port, 5004);
  EXPECT_EQ(passage->rtp_sequence, 0x1234);
  EXPECT_EQ(passage->rtp_ssrc, 0xaabbccdd);
}

TEST(Passage, IsOnlyMulticastUdp) {
  Bytes unicast = frame_v6();
  unicast[14 + 24] = 0x20;
  EXPECT_FALSE(read_passage(unicast));
  Bytes icmp = frame_v6();
  icmp[14 + 6] = 58;
  EXPECT_FALSE(read_passage(icmp));
  const Bytes whole = frame_v6();
  for (std::size_t size = 0; size < 14 + 40; ++size) EXPECT_FALSE(read_passage(ByteView(whole).first(size)));
}

}  // namespace
}  // namespace joincast::lab
