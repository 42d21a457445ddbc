// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/stock_keeper.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace joincast::libreceiver {
namespace {

constexpr double kSmoothing = 4;      // seconds over which the stock is averaged
constexpr double kCorrectionIn = 20;  // seconds in which a difference is to be gone

double seconds(Duration duration) { return std::chrono::duration<double>(duration).count(); }

}  // namespace

StockKeeper::Advice StockKeeper::advise(TimePoint now, Duration stock, Duration needed) {
  wanted_ = std::min(needed + kCushion, kMost);
  Advice advice;
  if (stock <= Duration::zero()) {
    if (std::exchange(started_, true)) ++refills_;
    advice.silence = wanted_;
    stock = wanted_;
    average_.reset();
  }
  if (!average_) {
    average_ = seconds(stock);
  } else {
    const double weight = 1 - std::exp(-std::max(seconds(now - last_), 0.0) / kSmoothing);
    *average_ += weight * (seconds(stock) - *average_);
  }
  last_ = now;
  advice.drift_ppm = std::clamp((*average_ - seconds(wanted_)) / kCorrectionIn * 1e6, -kMaxDrift, kMaxDrift);
  return advice;
}

void StockKeeper::restart() noexcept {
  started_ = false;
  average_.reset();
}

}  // namespace joincast::libreceiver
