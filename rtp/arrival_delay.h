// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>

#include "base/export.h"
#include "base/time.h"

namespace joincast::rtp {

/// How much later than the quickest packets the others arrive: what a player must have in stock so that
/// sound does not stop. Begins at zero, grows at once when a packet comes later than any before, and shrinks
/// slowly, as does its notion of the quickest (clocks drift).
class JOINCAST_EXPORT ArrivalDelay {
 public:
  static constexpr Duration kMax = std::chrono::seconds(2);  ///< a larger jump is a gap of the media, not delay

  void set_clock_rate(std::uint32_t clock_rate_hz) noexcept;        ///< RTP clock; zero: unknown, nothing is measured
  void update(std::int64_t timestamp, TimePoint arrival) noexcept;  ///< unwrapped timestamp, in order of arrival
  void reset() noexcept;

  /// Stock that covers what was seen of late, without a safety margin.
  Duration needed() const noexcept { return needed_; }

 private:
  double ns_per_tick_ = 0;
  bool started_ = false;
  std::int64_t base_timestamp_ = 0;
  TimePoint base_arrival_{};
  TimePoint last_arrival_{};
  Duration quickest_{};  // least arrival minus media time, relative to the base
  Duration needed_{};
};

}  // namespace joincast::rtp
