// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <algorithm>

#include "base/time.h"

namespace joincast::headend {

/// So many starts a second and no more, whoever floods (a token bucket that holds one second's worth).
class StartLimiter {
 public:
  StartLimiter(unsigned per_second, TimePoint now) noexcept : per_second_(per_second), tokens_(per_second), at_(now) {}

  void set_rate(unsigned per_second) noexcept { per_second_ = per_second; }

  /// Takes one start; false: none is left at `now`.
  bool take(TimePoint now) noexcept {
    refill(now);
    if (tokens_ < 1) return false;
    tokens_ -= 1;
    return true;
  }

  /// When the next start may be taken, if none is left now.
  TimePoint next() const noexcept {
    const double seconds = std::max(0.0, 1 - tokens_) / per_second_;
    return at_ + Duration(static_cast<std::int64_t>(seconds * 1e9) + 1);
  }

 private:
  void refill(TimePoint now) noexcept {
    if (now <= at_) return;
    const double seconds = std::chrono::duration<double>(now - at_).count();
    tokens_ = std::min<double>(per_second_, tokens_ + seconds * per_second_);
    at_ = now;
  }

  unsigned per_second_;
  double tokens_;
  TimePoint at_;
};

}  // namespace joincast::headend
