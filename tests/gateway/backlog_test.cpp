// SPDX-License-Identifier: LGPL-2.1-or-later
#include "gateway/backlog.h"

#include <gtest/gtest.h>

#include "tests/gateway/samples.h"

namespace joincast::gateway {
namespace {

TEST(Backlog, GivesBackWhatCameInOrder) {
  Backlog backlog(100);
  backlog.push(piece(1, 10));
  backlog.push(piece(2, 20));
  EXPECT_EQ(backlog.octets(), 30u);
  EXPECT_EQ(backlog.pop()->unit->octets, Bytes(10, 1));
  EXPECT_EQ(backlog.pop()->unit->octets, Bytes(20, 2));
  EXPECT_FALSE(backlog.pop());
  EXPECT_EQ(backlog.octets(), 0u);
}

TEST(Backlog, KeepsTheNewestWholeFrames) {
  Backlog backlog(100);
  for (std::uint8_t i = 1; i <= 5; ++i) backlog.push(piece(i, 40));
  EXPECT_EQ(backlog.dropped(), 3u);
  EXPECT_EQ(backlog.octets(), 80u);
  const auto first = backlog.pop();
  EXPECT_EQ(first->unit->octets, Bytes(40, 4));
  EXPECT_TRUE(first->unit->after_loss);
  EXPECT_FALSE(backlog.pop()->unit->after_loss) << "the gap is told once";
}

TEST(Backlog, TellsOthersNothingOfItsGap) {
  Backlog slow(50);
  Backlog fast(500);
  for (std::uint8_t i = 1; i <= 2; ++i) {
    const Piece shared = piece(i, 40);
    slow.push(shared);
    fast.push(shared);
  }
  EXPECT_TRUE(slow.pop()->unit->after_loss);
  EXPECT_FALSE(fast.pop()->unit->after_loss);
  EXPECT_FALSE(fast.pop()->unit->after_loss) << "though it is the same frame";
}

TEST(Backlog, KnowsNoFrameLargerThanItself) {
  Backlog backlog(10);
  backlog.push(piece(1, 11));
  EXPECT_TRUE(backlog.empty());
  EXPECT_EQ(backlog.octets(), 0u);
}

}  // namespace
}  // namespace joincast::gateway
