// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/deadline_heap.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/random.h"

namespace joincast::headend {
namespace {

TimePoint at(std::int64_t ns) { return TimePoint(Duration(ns)); }

TEST(DeadlineHeap, HasTheEarliestAtHand) {
  DeadlineHeap heap;
  heap.set(0, at(30));
  heap.set(7, at(10));
  heap.set(3, at(20));
  EXPECT_EQ(heap.earliest(), at(10));
  EXPECT_EQ(heap.earliest_id(), 7u);
}

TEST(DeadlineHeap, MovesAndForgets) {
  DeadlineHeap heap;
  heap.set(0, at(30));
  heap.set(1, at(10));
  heap.set(1, at(40));
  EXPECT_EQ(heap.earliest_id(), 0u);
  heap.set(0, kNever);
  heap.set(0, kNever);
  EXPECT_EQ(heap.earliest_id(), 1u);
  heap.set(1, kNever);
  EXPECT_EQ(heap.earliest(), kNever);
}

TEST(DeadlineHeap, AgreesWithAPlainSearchThroughAnyHistory) {
  Rng rng(4711);
  DeadlineHeap heap;
  std::vector<TimePoint> plain(50, kNever);
  for (int step = 0; step < 20'000; ++step) {
    const auto id = static_cast<DeadlineHeap::Id>(rng.below(plain.size()));
    plain[id] = rng.below(4) == 0 ? kNever : at(static_cast<std::int64_t>(rng.below(1'000'000)));
    heap.set(id, plain[id]);
    ASSERT_EQ(heap.earliest(), *std::min_element(plain.begin(), plain.end())) << "step " << step;
  }
}

}  // namespace
}  // namespace joincast::headend
