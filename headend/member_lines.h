// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <utility>

#include "base/time.h"
#include "headend/start_limiter.h"

namespace joincast::headend {

/// Which joins and leaves get a line of their own: so many a second, so that a host cannot fill the log. The others
/// are counted, and told of together a second after the first of them.
class MemberLines {
 public:
  static constexpr unsigned kPerSecond = 20;
  static constexpr Duration kTogether = std::chrono::seconds(1);

  explicit MemberLines(TimePoint now) noexcept : bucket_(kPerSecond, now) {}

  /// One more join or leave; true: it gets its line.
  bool take(TimePoint now) noexcept {
    if (bucket_.take(now)) return true;
    if (untold_++ == 0) due_ = now + kTogether;
    return false;
  }

  /// When the others are to be told of; kNever: there are none.
  TimePoint deadline() const noexcept { return due_; }

  /// How many there were, once their time has come; zero before that.
  std::size_t take_untold(TimePoint now) noexcept {
    if (now < due_) return 0;
    due_ = kNever;
    return std::exchange(untold_, 0);
  }

 private:
  StartLimiter bucket_;
  std::size_t untold_ = 0;
  TimePoint due_ = kNever;
};

}  // namespace joincast::headend
