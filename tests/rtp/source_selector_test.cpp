// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtp/source_selector.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace joincast::rtp {
namespace {

using namespace std::chrono_literals;
using Verdict = SourceSelector::Verdict;

constexpr TimePoint kStart{1h};
const IpAddress kHeadend = IpAddress::v4(0xc000'0201);
const IpAddress kOther = IpAddress::v4(0xc000'0202);
const IpAddress kStranger = IpAddress::v4(0xc000'0266);

struct Group {
  SourceSelector selector;

  explicit Group(const SourceSelector::Settings& settings = {}) : selector(settings) {}

  Verdict send(const IpAddress& from, std::uint32_t ssrc, int sequence, Duration at) {
    Bytes octets;
    write(octets, {.sequence = static_cast<std::uint16_t>(sequence), .ssrc = ssrc}, Bytes(100));
    return selector.handle_packet(*parse(octets), from, kStart + at);
  }
  std::vector<int> held() {
    std::vector<int> result;
    while (const auto packet = selector.take_held()) result.push_back(packet->packet.sequence);
    return result;
  }
  /// Lets the headend's SSRC 1 be chosen, last heard at 100 ms.
  void settle() {
    send(kHeadend, 1, 1, 0ms);
    send(kHeadend, 1, 2, 100ms);
    held();
  }
};

TEST(SourceSelector, ChoosesTheFirstThatEndsItsProbation) {
  Group group;
  EXPECT_EQ(group.send(kHeadend, 1, 1, 0ms), Verdict::held);
  EXPECT_EQ(group.send(kHeadend, 1, 2, 20ms), Verdict::chosen);
  EXPECT_EQ(group.held(), std::vector<int>({1}));
  EXPECT_EQ(group.send(kHeadend, 1, 3, 40ms), Verdict::play);
  EXPECT_EQ(group.selector.chosen(), (SourceId{kHeadend, 1}));
}

TEST(SourceSelector, DropsWhatWasHeldForTooLong) {
  Group group;
  group.send(kHeadend, 1, 1, 0ms);
  EXPECT_EQ(group.send(kHeadend, 1, 2, 501ms), Verdict::chosen);
  EXPECT_EQ(group.held(), std::vector<int>());
  EXPECT_EQ(group.selector.counters().expired, 1u);
}

TEST(SourceSelector, FollowsANewSsrcOfItsAddressOnceTheOldIsSilent) {
  Group group;
  group.settle();
  EXPECT_EQ(group.send(kHeadend, 2, 500, 200ms), Verdict::held);
  EXPECT_EQ(group.send(kHeadend, 2, 501, 300ms), Verdict::held);
  EXPECT_EQ(group.send(kHeadend, 2, 502, 400ms), Verdict::chosen);
  EXPECT_EQ(group.held(), std::vector<int>({500, 501}));
  EXPECT_EQ(group.selector.counters().changes, 1u);
}

TEST(SourceSelector, FollowsAtOnceAfterBye) {
  Group group;
  group.settle();
  group.send(kHeadend, 2, 500, 110ms);
  group.selector.handle_bye({kStranger, 1});
  group.selector.handle_bye({kHeadend, 9});
  EXPECT_EQ(group.send(kHeadend, 2, 501, 120ms), Verdict::held);
  group.selector.handle_bye({kHeadend, 1});
  EXPECT_EQ(group.send(kHeadend, 2, 502, 130ms), Verdict::chosen);
}

TEST(SourceSelector, ForgetsAByeThatItsSourceBelies) {
  Group group;
  group.settle();
  group.selector.handle_bye({kHeadend, 1});
  group.send(kHeadend, 1, 3, 110ms);
  group.send(kHeadend, 2, 500, 120ms);
  EXPECT_EQ(group.send(kHeadend, 2, 501, 130ms), Verdict::held);
}

TEST(SourceSelector, LetsAnotherAddressWaitLonger) {
  Group group;
  group.settle();
  const std::array announced = {kHeadend, kOther};
  group.selector.set_announced(announced);
  for (int i = 0; i < 9; ++i) EXPECT_EQ(group.send(kOther, 2, 500 + i, 200ms + i * 100ms), Verdict::held);
  EXPECT_EQ(group.send(kOther, 2, 509, 1100ms), Verdict::chosen);
}

TEST(SourceSelector, NeverFollowsAStrangerWhileSomeoneIsAnnounced) {
  Group group;
  group.settle();
  group.selector.set_announced(std::array{kHeadend});
  for (int i = 0; i < 100; ++i) EXPECT_EQ(group.send(kStranger, 2, 500 + i, 1s + i * 100ms), Verdict::refused);
  EXPECT_EQ(group.selector.counters().strangers, 100u);
}

TEST(SourceSelector, FollowsAStrangerInTheEndWhileNobodyIsAnnounced) {
  Group group;
  group.settle();
  EXPECT_EQ(group.send(kStranger, 2, 500, 1s), Verdict::refused);
  EXPECT_EQ(group.send(kStranger, 2, 501, 2s), Verdict::refused);
  EXPECT_EQ(group.send(kStranger, 2, 502, 2100ms), Verdict::chosen);
}

TEST(SourceSelector, IsNotFooledByItsSsrcFromElsewhere) {
  Group group;
  group.settle();
  EXPECT_EQ(group.send(kStranger, 1, 3, 110ms), Verdict::refused);
  EXPECT_EQ(group.send(kHeadend, 1, 3, 120ms), Verdict::play);
}

TEST(SourceSelector, RefusesAllButWhomTheUserWants) {
  Group group;
  group.selector.only_from(std::array{kOther});
  EXPECT_EQ(group.send(kHeadend, 1, 1, 0ms), Verdict::refused);
  EXPECT_EQ(group.send(kHeadend, 1, 2, 1ms), Verdict::refused);
  EXPECT_EQ(group.selector.counters().unexpected, 2u);
  group.send(kOther, 1, 1, 2ms);
  EXPECT_EQ(group.send(kOther, 1, 2, 3ms), Verdict::chosen);
}

TEST(SourceSelector, FollowsARestartOfTheNumbers) {
  Group group;
  group.settle();
  EXPECT_EQ(group.send(kHeadend, 1, 30'000, 200ms), Verdict::held);
  EXPECT_EQ(group.send(kHeadend, 1, 30'001, 220ms), Verdict::restarted);
  EXPECT_EQ(group.held(), std::vector<int>({30'000}));
  EXPECT_EQ(group.selector.counters().restarts, 1u);
}

TEST(SourceSelector, RemembersNoMoreThanItsCapAndNeverForgetsTheChosen) {
  Group group({.max_sources = 8});
  group.settle();
  for (std::uint32_t ssrc = 100; ssrc < 5000; ++ssrc) group.send(kStranger, ssrc, 1, 110ms);
  EXPECT_EQ(group.selector.sources(), 8u);
  EXPECT_EQ(group.send(kHeadend, 1, 3, 120ms), Verdict::play);
}

TEST(SourceSelector, LetsNoFloodOfStrangersCrowdOutTheRestartedHeadend) {
  Group group({.max_sources = 8});
  group.settle();
  for (int i = 0; i < 10; ++i) {
    group.send(kHeadend, 2, 500 + i, 1s + i * 24ms);
    for (std::uint32_t n = 0; n < 100; ++n)
      group.send(kStranger, 1000 + static_cast<std::uint32_t>(i) * 100 + n, 1, 1s + i * 24ms + 1ms);
  }
  EXPECT_EQ(group.selector.chosen(), (SourceId{kHeadend, 2}));
}

TEST(SourceSelector, HoldsNoMoreThanItsCap) {
  Group group({.max_held_packets = 4, .max_held_octets = 300});
  for (std::uint32_t ssrc = 0; ssrc < 100; ++ssrc) group.send(kStranger, ssrc, 1, 0ms);
  EXPECT_EQ(group.selector.counters().held, 100u);
  EXPECT_GE(group.selector.counters().expired, 98u);
}

}  // namespace
}  // namespace joincast::rtp
