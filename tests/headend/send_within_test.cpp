// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/send_within.h"

#include <gtest/gtest.h>

namespace joincast::headend {
namespace {

using std::chrono::milliseconds;

TEST(SendWithin, DoesNotWaitWhenThereIsRoom) {
  int waits = 0;
  EXPECT_TRUE(send_within(
      milliseconds(100), [] { return true; },
      [&waits](Duration) {
        ++waits;
        return Duration{};
      }));
  EXPECT_EQ(waits, 0);
}

TEST(SendWithin, TriesAgainWhenThereIsRoom) {
  int tries = 0;
  EXPECT_TRUE(send_within(
      milliseconds(100), [&tries] { return ++tries == 3; }, [](Duration) { return milliseconds(20); }));
  EXPECT_EQ(tries, 3);
}

TEST(SendWithin, SpendsNoMoreThanItMay) {
  Duration spent{};
  EXPECT_FALSE(send_within(
      milliseconds(100), [] { return false; },
      [&spent](Duration left) {
        const Duration took = std::min<Duration>(left, milliseconds(30));
        spent += took;
        return took;
      }));
  EXPECT_EQ(spent, milliseconds(100));
}

TEST(SendWithin, EndsThoughTheDeviceHasNoRoomAndTheSocketSaysThereIs) {
  int waits = 0;
  EXPECT_FALSE(send_within(
      milliseconds(100), [] { return false; },
      [&waits](Duration) {
        ++waits;
        return Duration{};
      }));
  EXPECT_EQ(waits, 100);
}

}  // namespace
}  // namespace joincast::headend
