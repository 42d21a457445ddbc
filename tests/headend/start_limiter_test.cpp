// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/start_limiter.h"

#include <gtest/gtest.h>

namespace joincast::headend {
namespace {

constexpr TimePoint kStart{std::chrono::seconds(5)};

TEST(StartLimiter, LetsOneSecondsWorthThroughAtOnceAndThenItsRate) {
  StartLimiter limiter(10, kStart);
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(limiter.take(kStart));
  EXPECT_FALSE(limiter.take(kStart));
  EXPECT_FALSE(limiter.take(kStart + std::chrono::milliseconds(99)));
  EXPECT_TRUE(limiter.take(limiter.next()));
  EXPECT_FALSE(limiter.take(limiter.next() - std::chrono::milliseconds(1)));
}

TEST(StartLimiter, SavesUpNoMoreThanOneSecond) {
  StartLimiter limiter(3, kStart);
  const TimePoint later = kStart + std::chrono::hours(1);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(limiter.take(later));
  EXPECT_FALSE(limiter.take(later));
}

}  // namespace
}  // namespace joincast::headend
