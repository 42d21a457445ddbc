// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <optional>

#include "base/time.h"

namespace joincast::app {

/// Tells that the machine slept. Fed with the time it has slept since it was switched on, which is CLOCK_BOOTTIME less
/// CLOCK_MONOTONIC; clocks that are set change neither.
class SleepWatch {
 public:
  /// Shorter ones are nobody's business: the two clocks are not read at the same instant.
  static constexpr Duration kShortest = std::chrono::seconds(1);

  explicit SleepWatch(Duration asleep_so_far) noexcept : asleep_(asleep_so_far) {}

  /// How long it slept since it was last asked; none: it did not, or shorter than kShortest.
  std::optional<Duration> look(Duration asleep_so_far) noexcept {
    const Duration slept = asleep_so_far - asleep_;
    if (slept < kShortest) return std::nullopt;
    asleep_ = asleep_so_far;
    return slept;
  }

 private:
  Duration asleep_;
};

/// What such a watch is fed with, here and now.
Duration time_asleep() noexcept;

}  // namespace joincast::app
