// SPDX-License-Identifier: LGPL-2.1-or-later
#include "sap/schedule.h"

#include <algorithm>

namespace joincast::sap {

Schedule::Schedule(const ScheduleOptions& options, std::uint64_t seed, TimePoint start)
    : options_(options), rng_(seed), soonest_(start) {}

void Schedule::set_load(std::size_t announcements, std::size_t packet_octets) {
  announcements_ = std::max<std::size_t>(announcements, 1);
  packet_octets_ = packet_octets;
}

void Schedule::announce_at_once(TimePoint now) { soonest_ = std::min(soonest_, now); }

Duration Schedule::interval() const noexcept {
  if (options_.limit_bps == 0) return options_.min_interval;
  constexpr double kMost = 30.0 * 24 * 3'600;  // what is announced more seldom is not announced
  const double seconds =
      8.0 * static_cast<double>(announcements_) * static_cast<double>(packet_octets_) / options_.limit_bps;
  const auto by_bandwidth = std::chrono::duration<double>(std::min(seconds, kMost));
  return std::max(options_.min_interval, std::chrono::duration_cast<Duration>(by_bandwidth));
}

TimePoint Schedule::deadline() const noexcept {
  if (!sent_) return soonest_;
  const auto wait = std::chrono::duration_cast<Duration>(interval() * (1.0 + offset_));
  return std::min(soonest_, last_ + wait);
}

bool Schedule::handle_deadline(TimePoint now) {
  if (now < deadline()) return false;
  last_ = now;
  sent_ = true;
  soonest_ = kNever;
  offset_ = (2.0 * rng_.unit() - 1.0) / 3.0;
  return true;
}

GroupSchedule::GroupSchedule(const GroupScheduleOptions& options, std::uint64_t seed) : options_(options), rng_(seed) {}

void GroupSchedule::set_interval(Duration shortest, Duration longest) noexcept {
  options_.shortest = shortest;
  options_.longest = longest;
  if (sent_ && next_ != kNever) next_ = std::min(next_, last_ + longest);
}

void GroupSchedule::trigger(TimePoint now) noexcept {
  const TimePoint soonest = sent_ ? std::max(now, last_ + options_.coalesce) : now;
  next_ = std::min(next_, soonest);
}

void GroupSchedule::stop() noexcept { next_ = kNever; }

bool GroupSchedule::handle_deadline(TimePoint now) noexcept {
  if (now < next_) return false;
  const Duration spread = std::max(options_.longest - options_.shortest, Duration::zero());
  last_ = now;
  sent_ = true;
  next_ = now + options_.shortest +
          Duration(static_cast<std::int64_t>(rng_.below(static_cast<std::uint64_t>(spread.count()) + 1)));
  return true;
}

}  // namespace joincast::sap
