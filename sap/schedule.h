// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/export.h"
#include "base/random.h"
#include "base/time.h"

namespace joincast::sap {

struct ScheduleOptions {
  std::uint32_t limit_bps = 4'000;                    ///< for all announcements of the group together
  Duration min_interval = std::chrono::seconds(300);  ///< RFC 2974's floor; Joincast's own default is 30 s
};

/// When to announce on a shared SAP group (RFC 2974 section 3.1): the more is announced, the slower each, and
/// never in step with others.
///
///     interval = max(min_interval, 8 * announcements * size / limit)
///     next     = last + interval + random(-interval/3 .. interval/3)
class JOINCAST_EXPORT Schedule {
 public:
  /// The first announcement is due at `start`.
  Schedule(const ScheduleOptions& options, std::uint64_t seed, TimePoint start);

  /// What the group carries: sessions heard and announced oneself, and the octets of one's own packet. The
  /// waiting time under way is computed anew with the offset once drawn.
  void set_load(std::size_t announcements, std::size_t packet_octets);

  /// A changed description is announced at once and the interval starts again.
  void announce_at_once(TimePoint now);

  TimePoint deadline() const noexcept;

  /// True once for each sending that is due: send now. False: too early.
  bool handle_deadline(TimePoint now);

  Duration interval() const noexcept;  ///< without the random offset

 private:
  ScheduleOptions options_;
  Rng rng_;
  std::size_t announcements_ = 1;
  std::size_t packet_octets_ = 0;
  TimePoint last_{};            ///< sending
  TimePoint soonest_ = kNever;  ///< an extra sending asked for
  double offset_ = 0;           ///< -1/3 to 1/3 of the interval
  bool sent_ = false;
};

struct GroupScheduleOptions {
  Duration shortest = std::chrono::milliseconds(1'000);  ///< between repeats
  Duration longest = std::chrono::milliseconds(2'000);
  Duration coalesce = std::chrono::milliseconds(200);  ///< newcomers within this time share one sending
};

/// When to announce within a service's own group: at once for a newcomer or a change, but once in 200 ms, and
/// else every second or two at random.
class JOINCAST_EXPORT GroupSchedule {
 public:
  /// Nothing is due before the first trigger().
  GroupSchedule(const GroupScheduleOptions& options, std::uint64_t seed);

  /// Other times between repeats, from the next sending on; a longer wait that is under way is cut.
  void set_interval(Duration shortest, Duration longest) noexcept;

  /// A new member was heard, or the description changed.
  void trigger(TimePoint now) noexcept;

  /// No members any more: nothing is due until the next trigger().
  void stop() noexcept;

  TimePoint deadline() const noexcept { return next_; }

  /// True once for each sending that is due: send now. False: too early.
  bool handle_deadline(TimePoint now) noexcept;

 private:
  GroupScheduleOptions options_;
  Rng rng_;
  TimePoint last_{};
  TimePoint next_ = kNever;
  bool sent_ = false;
};

}  // namespace joincast::sap
