// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>

#include "base/export.h"
#include "base/time.h"

namespace joincast::net {

/// Where the edge of the program takes the time from; everything below is handed `Now` values.
class JOINCAST_EXPORT Clock {
 public:
  virtual ~Clock() = default;

  /// Both clocks at one moment.
  virtual Now now() const noexcept = 0;
};

/// CLOCK_MONOTONIC and CLOCK_REALTIME, read again when something came between the two readings, so
/// that their difference is exact to some 20 microseconds.
class JOINCAST_EXPORT SystemClock final : public Clock {
 public:
  Now now() const noexcept override;
};

/// Turns the kernel's receive stamps, which are wall clock, into monotonic time.
///
/// The rule is `mono now - (wall now - stamp)`, never in the future, never older than `max_age` and
/// never before the previous packet of the same socket. When the wall clock was stepped since the last
/// batch, stamps taken before the step are read with the difference that held before it.
/// One a socket; not shared between threads.
class JOINCAST_EXPORT ArrivalClock {
 public:
  /// `max_age`: the longest that a datagram is believed to have waited in the socket.
  explicit ArrivalClock(Duration max_age = std::chrono::seconds{2}) noexcept : max_age_(max_age) {}

  /// To be called after a batch was received and before its stamps are converted.
  void begin_batch(const Now& now) noexcept;

  /// When a datagram of the present batch arrived. No stamp: now.
  TimePoint arrival(std::optional<WallTime> stamp) noexcept;

  /// How often the wall clock was seen to jump by more than a millisecond.
  std::uint64_t steps() const noexcept { return steps_; }

 private:
  Duration max_age_;
  Now now_{};
  std::optional<Duration> offset_;    ///< wall minus mono, now
  std::optional<Duration> previous_;  ///< the same before the last step, while stamps of then may still come
  TimePoint step_until_{};            ///< how long `previous_` may still be asked
  TimePoint newest_ = TimePoint::min();
  std::uint64_t steps_ = 0;
};

}  // namespace joincast::net
