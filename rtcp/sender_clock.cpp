// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtcp/sender_clock.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace joincast::rtcp {
namespace {

constexpr double kToleratedShare = 0.05;
constexpr double kToleratedSeconds = 0.25;

double seconds(Duration duration) noexcept { return std::chrono::duration<double>(duration).count(); }

/// Ticks from `from` to `to`, which lie within 2^31 of each other.
std::int64_t ticks(std::uint32_t from, std::uint32_t to) noexcept { return static_cast<std::int32_t>(to - from); }

Duration from_ticks(std::int64_t count, std::uint32_t clock_rate_hz) noexcept {
  return Duration{count * 1'000'000'000 / static_cast<std::int64_t>(clock_rate_hz)};
}

}  // namespace

SenderClock::SenderClock(std::uint32_t clock_rate_hz) noexcept
    : clock_rate_hz_(clock_rate_hz), measured_rate_hz_(clock_rate_hz) {
  assert(clock_rate_hz != 0);
}

bool SenderClock::agrees(const Point& earlier, const Point& later) const noexcept {
  const double wall = seconds(later.wall - earlier.wall);
  const double media = static_cast<double>(ticks(earlier.rtp, later.rtp)) / clock_rate_hz_;
  return std::abs(wall - media) <= std::max(kToleratedSeconds, kToleratedShare * std::abs(wall));
}

void SenderClock::take(const Point& point) noexcept {
  const double wall = seconds(point.wall - last_.wall);
  if (count_ != 0 && wall >= 1.0) measured_rate_hz_ = static_cast<double>(ticks(last_.rtp, point.rtp)) / wall;
  transits_[count_ % kWindow] = point.arrival.time_since_epoch() - point.wall.time_since_epoch();
  ++count_;
  last_ = point;
  doubtful_.reset();
}

bool SenderClock::accept(const SenderInfo& info, TimePoint arrival) noexcept {
  if (info.ntp.value == 0) return false;
  const Point point{to_wall(info.ntp), info.rtp_timestamp, arrival};
  if (count_ == 0) {
    take(point);
    return true;
  }
  if (agrees(last_, point)) {
    if (point.wall <= last_.wall) return false;  // late, or the same again
    take(point);
    return true;
  }
  ++outliers_;
  if (doubtful_ && point.wall > doubtful_->wall && agrees(*doubtful_, point)) {
    count_ = 0;
    measured_rate_hz_ = clock_rate_hz_;
    take(point);
    return true;
  }
  doubtful_ = point;
  return false;
}

std::optional<WallTime> SenderClock::wall_of(std::uint32_t rtp_timestamp) const noexcept {
  if (!ready()) return std::nullopt;
  return last_.wall + from_ticks(ticks(last_.rtp, rtp_timestamp), clock_rate_hz_);
}

std::optional<TimePoint> SenderClock::mono_of(std::uint32_t rtp_timestamp) const noexcept {
  const auto wall = wall_of(rtp_timestamp);
  if (!wall) return std::nullopt;
  const auto end = transits_.begin() + static_cast<std::ptrdiff_t>(std::min(count_, kWindow));
  return TimePoint{wall->time_since_epoch() + *std::min_element(transits_.begin(), end)};
}

void SenderClock::reset() noexcept { *this = SenderClock(clock_rate_hz_); }

}  // namespace joincast::rtcp
