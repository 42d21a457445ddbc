// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/clock.h"

#include <algorithm>

namespace joincast::net {
namespace {

constexpr Duration kExact = std::chrono::microseconds{20};  ///< two readings further apart are repeated
constexpr int kTries = 4;
constexpr Duration kStep = std::chrono::milliseconds{1};  ///< a larger change of the difference is a step

}  // namespace

Now SystemClock::now() const noexcept {
  Now now;
  for (int i = 0; i < kTries; ++i) {
    now.mono = std::chrono::steady_clock::now();
    now.wall = std::chrono::system_clock::now();
    if (std::chrono::steady_clock::now() - now.mono < kExact) break;
  }
  return now;
}

void ArrivalClock::begin_batch(const Now& now) noexcept {
  const Duration offset = now.wall.time_since_epoch() - now.mono.time_since_epoch();
  if (offset_) {
    const Duration change = offset - *offset_;
    if (change > kStep || change < -kStep) {
      previous_ = offset_;
      step_until_ = now.mono + max_age_;
      ++steps_;
    }
  }
  if (previous_ && now.mono > step_until_) previous_.reset();
  offset_ = offset;
  now_ = now;
}

TimePoint ArrivalClock::arrival(std::optional<WallTime> stamp) noexcept {
  const TimePoint floor = std::max(newest_, now_.mono - max_age_);
  TimePoint at = now_.mono;
  if (stamp) {
    const auto with = [&](Duration offset) { return TimePoint{stamp->time_since_epoch() - offset}; };
    const auto possible = [&](TimePoint t) { return t >= floor && t <= now_.mono; };
    at = with(*offset_);
    if (previous_ && !possible(at) && possible(with(*previous_))) at = with(*previous_);
    at = std::clamp(at, std::min(floor, now_.mono), now_.mono);
  }
  newest_ = at;
  return at;
}

}  // namespace joincast::net
