// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "base/export.h"

/// What Linux tells everybody, under /proc/net, about multicast on this machine. Needs no privilege.
namespace joincast::net {

/// How the system has joined a group on an interface.
struct GroupMembership {
  bool joined = false;
  std::uint32_t users = 0;             ///< sockets that want it; zero also where the system does not say
  bool include = false;                ///< only `sources`; else all but `sources`
  std::vector<IpAddress> sources{};    ///< at most 64
  std::uint32_t asked_by_version = 0;  ///< IPv4: the IGMP version that the link's querier speaks, 1..3, as far as one
                                       ///< was heard (3 also when none was). Zero: not said, as with IPv6

  friend bool operator==(const GroupMembership&, const GroupMembership&) = default;
};

/// From the texts of /proc/net/igmp or igmp6, and mcfilter or mcfilter6; lines that cannot be read are skipped.
JOINCAST_EXPORT GroupMembership parse_membership(const Group& group, std::string_view memberships,
                                                 std::string_view filters);

/// As the system says it now; none: it does not.
JOINCAST_EXPORT std::optional<GroupMembership> membership_of(const Group& group);

/// Counters of the whole machine (of its network namespace), since it started.
struct HostCounters {
  std::uint64_t multicast = 0;       ///< datagrams to groups taken in, of both families, wanted or not
  std::uint64_t delivered = 0;       ///< UDP datagrams given to a program
  std::uint64_t no_room = 0;         ///< UDP datagrams lost because a program did not read them in time
  std::uint64_t nobody_listens = 0;  ///< multicast datagrams to a port that no program has open, or of unwanted sources
  std::uint64_t reverse_path = 0;    ///< IPv4 datagrams dropped because their sender's way back leads elsewhere
  std::uint64_t discarded = 0;       ///< IPv6 datagrams dropped, as those of sources not wanted are

  friend bool operator==(const HostCounters&, const HostCounters&) = default;
};

/// How much each grew; zero where one began anew.
JOINCAST_EXPORT HostCounters growth(const HostCounters& now, const HostCounters& before) noexcept;

/// From the texts of /proc/net/snmp, snmp6 and netstat; what is not there is zero.
JOINCAST_EXPORT HostCounters parse_host_counters(std::string_view snmp, std::string_view snmp6,
                                                 std::string_view netstat);
/// As they are now; zeros where the system says nothing.
JOINCAST_EXPORT HostCounters host_counters();

}  // namespace joincast::net
