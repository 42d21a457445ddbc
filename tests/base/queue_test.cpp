// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/queue.h"

#include <gtest/gtest.h>

#include <memory>

namespace joincast {
namespace {

TEST(Queue, GivesBackInTheOrderTaken) {
  Queue<int> queue;
  for (const int one : {1, 2, 3}) queue.push_back(one);
  EXPECT_EQ(queue.size(), 3u);
  EXPECT_EQ(queue.pop(), 1);
  queue.push_back(4);
  for (const int one : {2, 3, 4}) EXPECT_EQ(queue.pop(), one);
  EXPECT_TRUE(queue.empty());
  EXPECT_EQ(queue.pop(), std::nullopt);
}

TEST(Queue, HoldsWhatIsOnlyMovable) {
  Queue<std::unique_ptr<int>> queue;
  queue.push_back(std::make_unique<int>(7));
  EXPECT_EQ(**queue.pop(), 7);
}

TEST(Queue, KeepsTheOrderThoughItIsNeverEmpty) {
  Queue<int> queue;
  queue.push_back(0);
  queue.push_back(1);
  for (int one = 0; one < 10'000; ++one) {
    queue.push_back(one + 2);
    ASSERT_EQ(queue.pop(), one);
    ASSERT_EQ(queue.size(), 2u);
  }
}

TEST(Queue, ForgetsAllAtOnce) {
  Queue<int> queue;
  queue.push_back(1);
  queue.push_back(2);
  (void)queue.pop();
  queue.clear();
  EXPECT_TRUE(queue.empty());
  queue.push_back(3);
  EXPECT_EQ(queue.pop(), 3);
}

}  // namespace
}  // namespace joincast
