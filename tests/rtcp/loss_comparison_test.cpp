// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtcp/loss_comparison.h"

#include <gtest/gtest.h>

#include "rtcp/aggregate.h"

namespace joincast::rtcp {
namespace {

constexpr std::uint32_t kOurs = 0x1122'3344;
constexpr Now kStart{TimePoint{std::chrono::hours(1)}, WallTime{std::chrono::seconds(1'800'000'000)}};
constexpr std::uint16_t kFirst = 65'500;  // wraps within the test

struct LossComparisonTest : testing::Test {
  LossComparisonTest() {
    for (std::uint16_t i = 0; i < 100; ++i) comparison.sent(static_cast<std::uint16_t>(kFirst + i));
  }
  /// A receiver's word on all hundred.
  void says(std::initializer_list<std::size_t> lost) {
    std::vector<bool> came(100, true);
    for (const std::size_t n : lost) came[n] = false;
    EXPECT_TRUE(comparison.take(kFirst, static_cast<std::uint16_t>(kFirst + 100), came));
  }
  LossComparison comparison;
};

TEST_F(LossComparisonTest, TellsCommonFromSingleLoss) {
  for (int i = 0; i < 8; ++i) says({10, 40});
  says({10, 40, 70});
  says({10, 41});
  EXPECT_EQ(comparison.origin(), (LossComparison::Origin{100, 2, 0, 2}));
}

TEST_F(LossComparisonTest, CallsLossOfSeveralNeitherCommonNorSingle) {
  for (int i = 0; i < 5; ++i) says({10});
  for (int i = 0; i < 5; ++i) says({});
  EXPECT_EQ(comparison.origin(), (LossComparison::Origin{100, 0, 1, 0}));
}

TEST_F(LossComparisonTest, IsNotFooledByOneWhoClaimsToHaveAll) {
  for (int i = 0; i < 3; ++i) says({10});
  says({});
  EXPECT_EQ(comparison.origin().lost_by_all, 1u);
}

TEST_F(LossComparisonTest, ComparesNothingThatOneAloneSpeaksOf) {
  says({10});
  EXPECT_EQ(comparison.origin(), LossComparison::Origin{});
}

TEST_F(LossComparisonTest, WaitsUntilHalfHaveSpoken) {
  for (int i = 0; i < 6; ++i) says({});
  for (std::uint16_t i = 100; i < 110; ++i) comparison.sent(static_cast<std::uint16_t>(kFirst + i));
  const std::vector<bool> none(10, false);
  const auto from = static_cast<std::uint16_t>(kFirst + 100);
  for (int i = 0; i < 2; ++i) comparison.take(from, static_cast<std::uint16_t>(from + 10), none);
  EXPECT_EQ(comparison.origin(), (LossComparison::Origin{100, 0, 0, 0}));
  comparison.take(from, static_cast<std::uint16_t>(from + 10), none);
  EXPECT_EQ(comparison.origin(), (LossComparison::Origin{110, 10, 0, 0}));
}

TEST_F(LossComparisonTest, BelievesNothingOfPacketsNeverSent) {
  EXPECT_FALSE(comparison.take(kFirst, static_cast<std::uint16_t>(kFirst + 101), {}));
  EXPECT_FALSE(comparison.take(static_cast<std::uint16_t>(kFirst + 200), static_cast<std::uint16_t>(kFirst + 300), {}));
  EXPECT_EQ(comparison.memory(), 0u);
  EXPECT_FALSE(LossComparison().take(0, 10, {}));
}

TEST_F(LossComparisonTest, PassesOverWhatWasBeforeItsTime) {
  for (int i = 0; i < 2; ++i)
    EXPECT_TRUE(comparison.take(static_cast<std::uint16_t>(kFirst - 50), static_cast<std::uint16_t>(kFirst + 10), {}));
  EXPECT_EQ(comparison.origin().compared, 10u);
}

TEST_F(LossComparisonTest, ForgetsWhatLeavesTheWindow) {
  for (int i = 0; i < 3; ++i) says({10});
  for (std::size_t i = 100; i < LossComparison::kWindow + 50; ++i)
    comparison.sent(static_cast<std::uint16_t>(kFirst + i));
  EXPECT_EQ(comparison.origin(), (LossComparison::Origin{50, 0, 0, 0}));
  EXPECT_EQ(comparison.memory(), LossComparison::kWindow * 4);
}

struct ComparedReports : testing::Test {
  ComparedReports() {
    for (std::uint16_t i = 0; i < 100; ++i) aggregate.sent_packet(i);
  }
  /// Host `n` missed the packets from `from` to before `to`, of the first hundred.
  void report(std::uint32_t n, std::size_t from, std::size_t to, std::uint32_t about = kOurs, std::uint32_t ssrc = 0) {
    std::vector<bool> came(100, true);
    for (std::size_t i = from; i < to; ++i) came[i] = false;
    RunLengthBlock runs;
    runs.ssrc = about;
    runs.end_seq = 100;
    runs.chunks = to_chunks(came);
    if (ssrc == 0) ssrc = n;
    aggregate.handle_compound({{ReceiverReport{ssrc, {{.ssrc = about}}, {}}, ExtendedReport{ssrc, {runs}}}},
                              IpAddress::v4(0x0a00'0000 + n), kStart);
  }
  Aggregate aggregate{kOurs, 1000, 4711};
};

TEST_F(ComparedReports, CountEachHostOnceOnEachPacket) {
  for (int again = 0; again < 9; ++again) report(1, 0, 50);
  for (std::uint32_t voice = 100; voice < 110; ++voice) report(1, 0, 50, kOurs, voice);
  report(2, 0, 0);
  report(3, 0, 0);
  EXPECT_EQ(aggregate.summary().loss, (LossComparison::Origin{100, 0, 0, 50}));
}

TEST_F(ComparedReports, TakeASummaryWithoutLossForAllThatCame) {
  report(1, 3, 4);
  for (std::uint32_t n = 2; n < 4; ++n) {
    const StatisticsSummaryBlock summary{.has_loss = true, .ssrc = kOurs, .begin_seq = 0, .end_seq = 100};
    aggregate.handle_compound({{ReceiverReport{n, {{.ssrc = kOurs}}, {}}, ExtendedReport{n, {summary}}}},
                              IpAddress::v4(0x0a00'0000 + n), kStart);
  }
  EXPECT_EQ(aggregate.summary().loss, (LossComparison::Origin{100, 0, 0, 1}));
}

TEST_F(ComparedReports, AreNotAboutSourcesThatAreNotOurs) {
  for (std::uint32_t n = 1; n < 9; ++n) report(n, 0, 100, 99);
  EXPECT_EQ(aggregate.summary().loss, LossComparison::Origin{});
}

TEST_F(ComparedReports, OfThoseBeyondTheTableDoNotCount) {
  Aggregate small(kOurs, 2, 1);
  std::swap(small, aggregate);
  for (std::uint16_t i = 0; i < 100; ++i) aggregate.sent_packet(i);
  report(1, 0, 0);
  report(2, 0, 0);
  for (std::uint32_t n = 3; n < 500; ++n) report(n, 0, 100);
  EXPECT_EQ(aggregate.summary().loss, (LossComparison::Origin{100, 0, 0, 0}));
}

TEST_F(ComparedReports, BeginAnewWithAnotherSource) {
  for (std::uint32_t n = 1; n < 5; ++n) report(n, 0, 100);
  EXPECT_EQ(aggregate.summary().loss.lost_by_all, 100u);
  aggregate.set_ssrc(5);
  EXPECT_EQ(aggregate.summary().loss, LossComparison::Origin{});
}

}  // namespace
}  // namespace joincast::rtcp
