// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/time.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace joincast {
namespace {

using namespace std::chrono_literals;

TEST(NtpTime, OfTheUnixEpoch) {
  EXPECT_EQ(to_ntp(WallTime{}).value, 0x83aa'7e80'0000'0000u);
  EXPECT_EQ(to_ntp(WallTime{500ms}).value, 0x83aa'7e80'8000'0000u);
}

TEST(NtpTime, CompactIsTheMiddle) { EXPECT_EQ(NtpTime{0x1122'3344'5566'7788u}.compact(), 0x3344'5566u); }

TEST(NtpTime, ComesBackWithinANanosecondEvenAfterTheEraEndsIn2036) {
  for (const WallTime time : {WallTime{}, WallTime{1'800'000'000s + 123456789ns}, WallTime{2'200'000'000s}})
    EXPECT_LE(time - to_wall(to_ntp(time)), 1ns);
}

TEST(NtpTime, RoundsTowardThePastBeforeTheUnixEpoch) {
  EXPECT_EQ(to_ntp(WallTime{-500ms}).value, 0x83aa'7e7f'8000'0000u);
}

TEST(Rng, IsTheSameEverywhere) {
  Rng rng(1234567);
  EXPECT_EQ(rng.u64(), 6457827717110365317u);  // the published splitmix64 sequence for this seed
  EXPECT_EQ(rng.u64(), 3203168211198807973u);
}

TEST(Rng, BelowStaysBelow) {
  Rng rng(7);
  for (int i = 0; i < 1000; ++i) EXPECT_LT(rng.below(3), 3u);
}

}  // namespace
}  // namespace joincast
