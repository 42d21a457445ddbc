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

StockKeeper::Advice StockKeeper::advise(TimePoint now, const Stock& stock, Duration needed) {
  Duration ahead = stock.ahead;
  Advice advice;
  // The device looks once a period: what comes then must be there, or it plays a gap of its own.
  const bool dry = ahead <= Duration::zero() || ahead + stock.coming < stock.period;
  const double elapsed = started_ ? std::max(seconds(now - last_), 0.0) : 0;
  last_ = now;
  comfort_ = std::min(comfort_ + Duration(static_cast<std::int64_t>(elapsed * kGrowth * 1e3)), kComfort);
  if (started_ && dry) comfort_ = kComfort;
  wanted_ = std::min(needed + stock.period + kCushion + comfort_, kMost);
  if (!started_ || dry) {
    if (std::exchange(started_, true)) ++refills_;
    advice.silence = std::max(wanted_ - ahead, Duration::zero());
    ahead += advice.silence;
    average_.reset();
  }
  if (!average_) {
    average_ = seconds(ahead);
  } else {
    const double weight = 1 - std::exp(-elapsed / kSmoothing);
    *average_ += weight * (seconds(ahead) - *average_);
  }
  advice.drift_ppm = std::clamp((*average_ - seconds(wanted_)) / kCorrectionIn * 1e6, -kMaxDrift, kMaxDrift);
  return advice;
}

void StockKeeper::restart() noexcept {
  started_ = false;
  comfort_ = {};
  average_.reset();
}

}  // namespace joincast::libreceiver
