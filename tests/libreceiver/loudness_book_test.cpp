// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/loudness_book.h"

#include <gtest/gtest.h>

namespace joincast::libreceiver {
namespace {

using namespace std::chrono_literals;

TEST(EvenGain, BringsEachToMinusEighteen) {
  EXPECT_DOUBLE_EQ(even_gain_db({-23, 0.1, 60s}), 5);
  EXPECT_DOUBLE_EQ(even_gain_db({-10, 1, 60s}), -8);
}

TEST(EvenGain, HasLimits) {
  EXPECT_DOUBLE_EQ(even_gain_db({-40, 0.01, 60s}), kMostGainDb);
  EXPECT_DOUBLE_EQ(even_gain_db({-2, 1, 60s}), kLeastGainDb);
}

TEST(EvenGain, NeverMakesThePeakClip) {
  EXPECT_NEAR(even_gain_db({-23, 0.891'25, 60s}), 1, 0.001);  // its peak is at -1 dB
  EXPECT_NEAR(even_gain_db({-18, 1.122, 60s}), -1, 0.001);    // and here at +1 dB
}

TEST(Loudness, CountsByHowMuchSoundEachIsOf) {
  const Loudness both = combine({-20, 0.5, 30s}, {-20, 0.75, 10s});
  EXPECT_NEAR(both.lufs, -20, 1e-9);
  EXPECT_EQ(both.peak, 0.75);
  EXPECT_EQ(both.measured, 40s);
  EXPECT_NEAR(combine({-20, 0, 60s}, {-30, 0, 60s}).lufs, -22.6, 0.01);  // half the energy of the first and a little
}

TEST(Loudness, OfLongAgoCountsForTenMinutesAtMost) {
  EXPECT_NEAR(combine({-20, 0, 100h}, {-30, 0, 10min}).lufs, combine({-20, 0, 10min}, {-30, 0, 10min}).lufs, 1e-9);
}

TEST(LoudnessBook, ReadsWhatItWrote) {
  LoudnessBook book, again;
  book.put("number 8000:0001", {-17.25, 0.5, 90s});
  book.put("Größe", {-9, 1.125, 20s});
  again.read(book.to_text());
  EXPECT_EQ(again.size(), 2u);
  EXPECT_EQ(again.find("number 8000:0001"), (Loudness{-17.25, 0.5, 90s}));
  EXPECT_EQ(again.find("Größe"), (Loudness{-9, 1.125, 20s}));
}

TEST(LoudnessBook, LeavesOutLinesThatAreNone) {
  LoudnessBook book;
  book.read(
      "nonsense\n\n-20\t0.5\n-20\t0.5\t10\t\nnan\t0.5\t10\tA\n-20\t0.5\t-1\tB\n-20\t0.5\t1e300\tC\n-20\t99\t10\tD\n"
      "-20\t0.5\t10\tlast, without its end");
  EXPECT_EQ(book.size(), 1u);
  EXPECT_TRUE(book.find("last, without its end"));
}

TEST(LoudnessBook, ForgetsTheOldestBeyondItsLimit) {
  LoudnessBook book;
  for (std::size_t i = 0; i <= LoudnessBook::kMost; ++i) book.put(std::to_string(i), {-20, 0.5, 10s});
  EXPECT_EQ(book.size(), LoudnessBook::kMost);
  EXPECT_FALSE(book.find("0"));
  EXPECT_TRUE(book.find("1"));
}

TEST(LoudnessBook, TakesNoKeyThatWouldBeSeveralLines) {
  LoudnessBook book;
  book.put("a\nb", {-20, 0.5, 10s});
  book.put("", {-20, 0.5, 10s});
  EXPECT_EQ(book.size(), 0u);
}

}  // namespace
}  // namespace joincast::libreceiver
