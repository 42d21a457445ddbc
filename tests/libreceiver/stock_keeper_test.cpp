// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/stock_keeper.h"

namespace joincast::libreceiver {
namespace {

using namespace std::chrono_literals;

constexpr TimePoint kStart{1'000s};

TEST(StockKeeper, BeginsAtOnceWithASmallCushion) {
  StockKeeper keeper;
  EXPECT_EQ(keeper.advise(kStart, {0ms}, 0ms).silence, StockKeeper::kCushion);
  EXPECT_EQ(keeper.refills(), 0u);
}

TEST(StockKeeper, FillsAnEmptyStockByOneSilence) {
  StockKeeper keeper;
  keeper.advise(kStart, {0ms}, 0ms);
  EXPECT_EQ(keeper.advise(kStart + 1s, {0ms}, 80ms).silence, 80ms + StockKeeper::kCushion + StockKeeper::kComfort);
  EXPECT_EQ(keeper.refills(), 1u);
}

TEST(StockKeeper, CoversWhatTheDeviceTakesAtOnce) {
  StockKeeper keeper;
  EXPECT_EQ(keeper.advise(kStart, {0ms, 24ms, 43ms}, 20ms).silence, 20ms + 43ms + StockKeeper::kCushion);
  EXPECT_EQ(keeper.advise(kStart + 24ms, {19ms, 24ms, 43ms}, 20ms).silence, 0ms);  // just enough for the next time
  EXPECT_EQ(keeper.advise(kStart + 48ms, {18ms, 24ms, 43ms}, 20ms).silence,
            2ms + 43ms + StockKeeper::kCushion + StockKeeper::kComfort);
  EXPECT_EQ(keeper.refills(), 1u);
}

TEST(StockKeeper, CountsWhatTheDeviceStillPlaysAsItBegins) {
  StockKeeper keeper;
  EXPECT_EQ(keeper.advise(kStart, {30ms, 24ms, 43ms}, 0ms).silence, 13ms + StockKeeper::kCushion);
}

TEST(StockKeeper, LeavesAHealthyStockAlone) {
  StockKeeper keeper;
  keeper.advise(kStart, {0ms}, 20ms);
  const auto advice = keeper.advise(kStart + 24ms, {35ms}, 20ms);
  EXPECT_EQ(advice.silence, 0ms);
  EXPECT_NEAR(advice.drift_ppm, 0, 3);  // the comfort has begun to grow
}

TEST(StockKeeper, GrowsAComfortUnheard) {
  StockKeeper keeper;
  keeper.advise(kStart, {20ms}, 5ms);
  keeper.advise(kStart + 50s, {70ms}, 5ms);
  EXPECT_EQ(keeper.wanted(), 5ms + StockKeeper::kCushion + 100ms);
  keeper.advise(kStart + 1h, {220ms}, 5ms);
  EXPECT_EQ(keeper.wanted(), 5ms + StockKeeper::kCushion + StockKeeper::kComfort);
  keeper.restart();
  keeper.advise(kStart + 2h, {20ms}, 5ms);
  EXPECT_EQ(keeper.wanted(), 5ms + StockKeeper::kCushion);
}

TEST(StockKeeper, EvensOutTwoClocksWithoutASilence) {
  constexpr double kSenderFaster = 200e-6;
  StockKeeper keeper;
  double stock = 0.020;
  TimePoint now = kStart;
  keeper.advise(now, {20ms}, 5ms);
  for (int i = 0; i < 150'000; ++i) {  // an hour of MP3 frames
    now += 24ms;
    const auto advice =
        keeper.advise(now, {std::chrono::duration_cast<Duration>(std::chrono::duration<double>(stock))}, 5ms);
    ASSERT_EQ(advice.silence, 0ms);
    stock += 0.024 * (kSenderFaster - advice.drift_ppm * 1e-6);
  }
  EXPECT_NEAR(stock, 0.224, 0.001);  // the fixed point: 200 ppm need 4 ms of difference
}

TEST(StockKeeper, NeverBendsThePitchByMoreThanHalfAPerCent) {
  StockKeeper keeper;
  keeper.advise(kStart, {1s}, 0ms);
  EXPECT_EQ(keeper.advise(kStart + 24ms, {1s}, 0ms).drift_ppm, StockKeeper::kMaxDrift);
}

}  // namespace
}  // namespace joincast::libreceiver
