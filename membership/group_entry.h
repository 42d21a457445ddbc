// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <map>
#include <vector>

#include "membership/filter.h"
#include "membership/message.h"
#include "membership/timing.h"
#include "membership/tracker.h"

/// Private to the room.
namespace joincast::membership {

/// What one host said about one group.
struct HostEntry {
  struct Source {
    IpAddress address;
    TimePoint heard{};
  };

  Dialect dialect = Dialect::v3;
  bool exclude = false;
  std::vector<Source> sources;  ///< wanted, or in EXCLUDE mode not wanted
  TimePoint heard{};
  TimePoint joined{};  ///< its last change towards wanting; not its answers to queries

  /// The host's own state after one record; at most `max_sources` are kept.
  void apply(RecordType type, const std::vector<IpAddress>& listed, TimePoint now, std::size_t max_sources);
  /// Sources that an INCLUDE host has not named since `earliest` are forgotten.
  void forget_before(TimePoint earliest);
  std::vector<IpAddress> addresses() const;
};

/// One group of a Tracker: the merged filter, and the hosts behind it.
struct GroupEntry {
  Filter filter;
  std::map<IpAddress, HostEntry> hosts;
  TimePoint v1_until = Filter::kStopped;         ///< an IGMPv1 host is present
  TimePoint v2_until = Filter::kStopped;         ///< an MLDv1 or IGMPv2 host is present
  TimePoint untracked_until = Filter::kStopped;  ///< a host without a record of its own is present
  bool asked = false;                            ///< a query lowered the timers, and no member spoke since
  bool silent = false;                           ///< that query is about members who answered no general one

  unsigned asks_left = 0;       ///< group-specific queries still to be sent
  TimePoint next_ask = kNever;  ///< of any kind
  TimePoint round_ends{};       ///< of the last round of queries
  TimePoint wake = kNever;      ///< when the entry must be looked at; may be early

  Dialect dialect(TimePoint now) const noexcept {
    return v1_until > now ? Dialect::v1 : v2_until > now ? Dialect::v2 : Dialect::v3;
  }
  /// The filter as the hosts on record make it, each counting until `listening_interval` after it was heard, but not
  /// before `earliest`.
  void rebuild(TimePoint earliest, Duration listening_interval, std::size_t max_sources);
  void stop_asking() noexcept;  ///< queries not yet sent are dropped
};

}  // namespace joincast::membership
