// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "base/export.h"
#include "membership/event.h"
#include "membership/message.h"
#include "membership/timing.h"

namespace joincast::membership {

/// What strangers may make a Tracker hold, for one interface and family. What goes beyond is refused and counted.
struct TrackerLimits {
  std::size_t groups = 8'192;
  std::size_t hosts = 65'536;  ///< in all groups together
  std::size_t hosts_per_group =
      1'024;                           ///< more are still served, but no longer told apart: leaves are then asked about
  std::size_t sources_per_group = 32;  ///< also per host and group
};

struct TrackerCounters {
  std::uint64_t reports = 0;             ///< MLDv2 and IGMPv3
  std::uint64_t old_reports = 0;         ///< MLDv1, IGMPv2, IGMPv1
  std::uint64_t leaves = 0;              ///< MLDv1 Done, IGMPv2 Leave
  std::uint64_t unspecified_source = 0;  ///< MLD reports from `::`, ignored (RFC 3810 section 5.2.13)
  std::uint64_t not_wanted = 0;          ///< records for groups that the caller does not serve
  std::uint64_t bad_group = 0;           ///< records for what is no multicast address of this family
  std::uint64_t unknown_records = 0;     ///< record types of the future
  std::uint64_t repeated_leaves = 0;     ///< ignored, as a query round was running
  std::uint64_t refused_groups = 0;      ///< over TrackerLimits::groups
  std::uint64_t refused_hosts = 0;       ///< over hosts or hosts_per_group
  std::uint64_t refused_sources = 0;     ///< over sources_per_group
};

/// One host that wants a group.
struct Member {
  IpAddress host{};
  Dialect dialect = Dialect::v3;
  bool exclude = true;  ///< EXCLUDE mode: `sources` are those it does not want
  std::vector<IpAddress> sources{};
  TimePoint last_heard{};

  friend bool operator==(const Member&, const Member&) = default;
};

/// Who wants which group on one interface, for one family: the router side of RFC 3810 section 7 and
/// RFC 3376 section 6, with every host tracked by its address (RFC 3376 appendix A.2). It never joins anything.
///
/// The last leave counts at once when all members are told apart: all speak MLDv2 or IGMPv3 from an address of
/// their own, no older host is present, no cap was hit, and one general query has been answered since the start.
/// Otherwise a leave starts a round of group-specific queries if this machine is the querier. If not, the querier's
/// queries count as they are heard; the leave of the only host on record counts after two seconds even if none is (a
/// switch asks at the leaver's port alone), unless somebody reports meanwhile. Hosts that never say goodbye end by
/// Timing::listening_interval().
///
/// In a source-specific group (232/8, ff3x::/32) a host that lists sources is a member only if it asks for
/// one of `own_sources`; in any other group a source list means "want it". A host that excludes all of
/// `own_sources` is no member.
class JOINCAST_EXPORT Tracker {
 public:
  /// Whether anything is served at a group; asked before any state is allocated. Must not call back.
  using Wanted = std::function<bool(const IpAddress& group)>;
  using Output = std::variant<Query, Event>;  ///< Query: send it to its group, at once

  /// `interface` goes into every event. Without `wanted` each group is tracked.
  Tracker(std::uint32_t interface, Family family, Wanted wanted = {}, TrackerLimits limits = {});
  ~Tracker();
  Tracker(Tracker&&) noexcept;
  Tracker& operator=(Tracker&&) noexcept;

  /// Addresses that this machine sends from; empty: any source asked for will do. Takes effect with the next report.
  void set_own_sources(std::vector<IpAddress> sources);

  /// The values of whoever is querier, from now on. Running timers stay.
  void set_timing(const Timing& timing) noexcept;

  /// Whether this machine is the querier, which alone asks after a leave. `dialect` is what it speaks: older
  /// than v3 there are no questions about sources.
  void set_querier(bool querier, Dialect dialect = Dialect::v3) noexcept;

  /// Whether anybody asks on this link, as is taken for granted. While nobody does, silence says nothing: no member
  /// ends by it. From `now` on, where this changes, everybody is given a whole listening interval.
  void set_asked(bool asked, TimePoint now);

  /// For observers of a link where nobody may ever ask: who is on record counts for all there is, without a general
  /// query answered before.
  void take_record_for_whole() noexcept;

  /// A general query went out of this machine; hosts answer within `max_response`.
  void note_general_query(Duration max_response, TimePoint now) noexcept;

  /// Reports, leaves and the queries of others; the rest is not for the tracker.
  void handle_packet(const Packet& packet, TimePoint now);
  void handle_deadline(TimePoint now);  ///< early or repeated calls do nothing
  std::optional<Output> poll_output();  ///< undrained output waits
  TimePoint deadline() const noexcept;  ///< may be early

  /// Groups for which `wanted` now says no are forgotten, each with LastMemberGone: after a reload.
  void forget_unwanted();

  std::size_t group_count() const noexcept;
  std::size_t host_count() const noexcept;  ///< in all groups; a host counts once a group
  std::size_t member_count(const IpAddress& group) const noexcept;
  std::vector<Member> members(const IpAddress& group) const;  ///< by address
  std::optional<Member> member(const IpAddress& group, const IpAddress& host) const;
  std::vector<IpAddress> groups() const;  ///< with at least one member, by address
  /// The oldest dialect that hosts of the group speak (RFC 3810 section 8.3.2); v3 for unknown groups.
  Dialect dialect(const IpAddress& group) const noexcept;
  const TrackerCounters& counters() const noexcept;

 private:
  struct Core;
  std::unique_ptr<Core> core_;
};

}  // namespace joincast::membership
