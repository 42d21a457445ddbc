// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "base/export.h"
#include "base/time.h"
#include "rtcp/packet.h"

namespace joincast::rtcp {

/// Where RTP timestamps of one source lie in time, learned from its sender reports (RFC 3550 section 6.4.1).
///
/// Robust: a report without a clock is ignored; one that contradicts the mapping (the media clock off by more
/// than 5 % or 250 ms since the last report) counts only when the next one agrees with it: a step of the sender's
/// clock is followed at the second report, a single wrong report never. The way from the sender's clock to ours
/// takes the least delayed of the last 16 reports, so queueing does not shift it.
class JOINCAST_EXPORT SenderClock {
 public:
  /// `clock_rate_hz`: of the payload type in use, not zero.
  explicit SenderClock(std::uint32_t clock_rate_hz) noexcept;

  /// A sender report that arrived at `arrival`. False: held back or ignored.
  bool accept(const SenderInfo& info, TimePoint arrival) noexcept;

  /// Whether any mapping stands.
  bool ready() const noexcept { return count_ != 0; }

  /// The sender's civil time of an RTP timestamp within 2^31 ticks of the last report; none before a report.
  std::optional<WallTime> wall_of(std::uint32_t rtp_timestamp) const noexcept;

  /// The moment on our monotonic clock at which the sender's clock stood there, plus the least transit seen.
  std::optional<TimePoint> mono_of(std::uint32_t rtp_timestamp) const noexcept;

  /// Ticks a second as the last two accepted reports show them; the nominal rate before.
  double measured_rate_hz() const noexcept { return measured_rate_hz_; }

  /// Reports that contradicted the mapping.
  std::uint64_t outliers() const noexcept { return outliers_; }

  /// Forgets everything: a new source.
  void reset() noexcept;

 private:
  struct Point {
    WallTime wall{};
    std::uint32_t rtp = 0;
    TimePoint arrival{};
  };

  static constexpr std::size_t kWindow = 16;

  bool agrees(const Point& earlier, const Point& later) const noexcept;
  void take(const Point& point) noexcept;

  std::uint32_t clock_rate_hz_;
  double measured_rate_hz_;
  Point last_{};
  std::optional<Point> doubtful_;             ///< contradicted last_; the next report decides
  std::array<Duration, kWindow> transits_{};  ///< our arrival - the sender's stamp
  std::size_t count_ = 0;                     ///< reports accepted since the last step
  std::uint64_t outliers_ = 0;
};

}  // namespace joincast::rtcp
