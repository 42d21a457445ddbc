// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtcp/member_table.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace joincast::rtcp {
namespace {

using namespace std::chrono_literals;

constexpr IpAddress kHost = IpAddress::v4(0xc000'0201);
constexpr IpAddress kStranger = IpAddress::v4(0xc000'0263);
constexpr TimePoint kStart{1h};

TEST(MemberTable, CountsMembersAndSenders) {
  MemberTable table(100, 1);
  EXPECT_TRUE(table.heard(1, kHost, false, kStart));
  EXPECT_TRUE(table.heard(2, kHost, true, kStart));
  EXPECT_FALSE(table.heard(1, kHost, false, kStart + 1s));
  EXPECT_EQ(table.members(), 2u);
  EXPECT_EQ(table.senders(), 1u);
}

TEST(MemberTable, LetsNobodyLeaveForAnother) {
  MemberTable table(100, 1);
  table.heard(1, kHost, false, kStart);
  EXPECT_FALSE(table.goodbye(1, kStranger));
  EXPECT_EQ(table.members(), 1u);
  EXPECT_TRUE(table.goodbye(1, kHost));
  EXPECT_EQ(table.members(), 0u);
}

TEST(MemberTable, IsNotKeptAliveByAStranger) {
  MemberTable table(100, 1);
  table.heard(1, kHost, false, kStart);
  table.heard(1, kStranger, false, kStart + 10s);
  table.expire(kStart + 5s, kStart + 5s, kStart + 10s);
  EXPECT_EQ(table.members(), 0u);
}

TEST(MemberTable, TurnsSilentSendersIntoReceivers) {
  MemberTable table(100, 1);
  table.heard(1, kHost, true, kStart);
  table.heard(1, kHost, false, kStart + 9s);
  table.expire(kStart + 1s, kStart + 5s, kStart + 10s);
  EXPECT_EQ(table.members(), 1u);
  EXPECT_EQ(table.senders(), 0u);
}

TEST(MemberTable, FindsEverybodyAgainAfterManyLeft) {
  constexpr std::uint64_t kSeed = 35;
  SCOPED_TRACE(kSeed);
  Rng rng(kSeed);
  MemberTable table(4096, rng.u64());
  std::vector<std::uint32_t> present;
  for (int step = 0; step < 20'000; ++step) {
    if (present.empty() || rng.below(100) < 55) {
      const std::uint32_t ssrc = rng.u32();
      if (table.heard(ssrc, kHost, false, kStart)) present.push_back(ssrc);
    } else {
      const std::size_t at = rng.below(present.size());
      EXPECT_TRUE(table.goodbye(present[at], kHost));
      present[at] = present.back();
      present.pop_back();
    }
    ASSERT_EQ(table.entries(), present.size());
  }
  for (const std::uint32_t ssrc : present) EXPECT_TRUE(table.known_from(ssrc, kHost));
}

TEST(MemberTable, EstimatesBeyondItsLimit) {
  MemberTable table(1000, 77);
  Rng rng(78);
  for (int i = 0; i < 100'000; ++i) table.heard(rng.u32(), kHost, false, kStart);
  EXPECT_LT(table.entries(), 1000u);
  EXPECT_NEAR(static_cast<double>(table.members()), 100'000, 15'000);
}

TEST(MemberTable, KeepsSendersWhateverTheSample) {
  MemberTable table(100, 77);
  Rng rng(79);
  table.heard(0xabcdef01, kHost, true, kStart);
  for (int i = 0; i < 10'000; ++i) table.heard(rng.u32(), kHost, false, kStart);
  EXPECT_EQ(table.senders(), 1u);
  EXPECT_TRUE(table.known_from(0xabcdef01, kHost));
}

TEST(MemberTable, ErrsToTooManyWhileItsSampleWidens) {
  MemberTable table(100, 77);
  Rng rng(80);
  for (int i = 0; i < 2'000; ++i) table.heard(rng.u32(), kHost, false, kStart);
  std::vector<std::uint32_t> staying;
  for (int i = 0; i < 300; ++i) staying.push_back(rng.u32());
  for (const auto ssrc : staying) table.heard(ssrc, kHost, false, kStart + 20s);
  table.expire(kStart + 10s, kStart + 10s, kStart + 30s);  // the two thousand are gone
  EXPECT_GT(table.members(), 150u);
  for (const auto ssrc : staying) table.heard(ssrc, kHost, false, kStart + 40s);
  EXPECT_GT(table.members(), 150u);
}

}  // namespace
}  // namespace joincast::rtcp
