// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/address.h"
#include "base/export.h"
#include "base/service_number.h"
#include "base/time.h"
#include "membership/message.h"

/// What a MemberWatch tells, one by one (events) and as a whole (a snapshot).
namespace joincast::libreceiver {

/// One host that wants a group, by its own last words.
struct MemberView {
  IpAddress host;                                         ///< link-local for MLD; 0.0.0.0: it had no address yet
  bool own = false;                                       ///< this very host
  membership::Dialect dialect = membership::Dialect::v3;  ///< v3: MLDv2, IGMPv3; v2: MLDv1, IGMPv2
  bool exclude = true;                                    ///< `sources` are those it does not want; none: any will do
  std::vector<IpAddress> sources{};                       ///< at most 32
  WallTime since{};                                       ///< first heard, or came back without a goodbye
  WallTime last_heard{};                                  ///< in a snapshot only; else as `since`

  friend bool operator==(const MemberView&, const MemberView&) = default;
};

/// Who asks on a link.
struct QuerierView {
  IpAddress address;  ///< 0.0.0.0: a switch's that has none, no part of the election
  bool ours = false;  ///< this watch itself
  membership::Dialect dialect = membership::Dialect::v3;  ///< of its queries; hosts follow it down
  Duration interval{};                                    ///< between general queries; what it does not say is 125 s
  WallTime since{};

  friend bool operator==(const QuerierView&, const QuerierView&) = default;
};

/// A host wants a group.
struct MemberJoined {
  MemberView member;
  bool first = false;       ///< nobody was known to want the group before
  std::size_t members = 0;  ///< known now
};

/// A member says something else than before: another version, another filter mode, other sources.
struct MemberChanged {
  MemberView member;
  membership::Dialect before = membership::Dialect::v3;  ///< its version until now
};

enum class Departure : std::uint8_t {
  left,            ///< it said so
  silent,          ///< it did not answer in time
  interface_gone,  ///< the interface is no longer watched
};

/// A host wants a group no longer.
struct MemberGone {
  IpAddress host;
  Departure how = Departure::left;
  bool last = false;  ///< nobody is known to want the group any more
  /// Every member was asked since the watch began. Else `last` is as far as was heard: whoever joined before and
  /// said nothing since is not known.
  bool certain = false;
  std::size_t members = 0;  ///< known now
};

/// Another querier, another version of it, or none any more.
struct QuerierChanged {
  std::optional<QuerierView> querier;
};

/// What keeps a watch from hearing all there is.
enum class HearingLimit : std::uint8_t {
  nobody_asks,    ///< no query was heard: only changes are seen, and silent members never end
  only_own,       ///< others do not answer although they are asked: a snooping switch keeps their reports
  not_elected,    ///< told to ask, but a lower address does
  no_address,     ///< told to ask or to advertise, but the interface has no address for it
  snooping_here,  ///< this host's own bridge snoops: its interface hears a part only
  old_hosts,      ///< MLDv1 or IGMPv2 members stay silent when another has answered
  old_querier,    ///< a querier of an old version makes all hosts speak so, without sources
  full,           ///< more groups or hosts than are kept
  packets_lost,   ///< reports came faster than they were read
};
/// Such as `nobody_asks`: stable, for programs.
JOINCAST_EXPORT std::string_view to_string(HearingLimit limit) noexcept;

/// Told once for each interface, family and limit, when it is known.
struct CannotHear {
  HearingLimit limit = HearingLimit::nobody_asks;
  std::string text;  ///< for people: what is missing and what to do, one or two sentences without a full stop
};

/// The interface is watched from now on, or no longer.
struct InterfaceChanged {
  bool watched = false;
  std::string reason;  ///< why not; empty: it is
};

/// One thing that happened, and where.
struct WatchEvent {
  using What = std::variant<MemberJoined, MemberChanged, MemberGone, QuerierChanged, CannotHear, InterfaceChanged>;

  TimePoint at{};
  WallTime wall{};
  std::uint32_t interface = 0;           ///< index
  std::string interface_name;            ///< `eth0`
  Family family = Family::ipv6;          ///< MLD or IGMP; without meaning for InterfaceChanged
  IpAddress group;                       ///< of the first three; unspecified for the others
  std::optional<ServiceNumber> service;  ///< where the group carries one
  What what;
};

/// One group and its members.
struct GroupView {
  IpAddress group;
  std::optional<ServiceNumber> service;                   ///< where it carries one
  membership::Dialect dialect = membership::Dialect::v3;  ///< the oldest that its hosts speak
  WallTime since{};                                       ///< it has members
  std::vector<MemberView> members;  ///< by address; empty while it is being asked whether any are left

  friend bool operator==(const GroupView&, const GroupView&) = default;
};

/// One family on one interface.
struct LinkView {
  std::uint32_t interface = 0;
  std::string interface_name;
  Family family = Family::ipv6;
  std::optional<QuerierView> querier;  ///< none was heard
  bool advertising = false;            ///< by Multicast Router Discovery
  std::vector<GroupView> groups;       ///< by address
  std::vector<HearingLimit> limits;    ///< all that were told
};

/// Everything that is known at one moment.
struct MembershipSnapshot {
  WallTime at{};
  std::vector<LinkView> links;     ///< by interface, IPv6 first
  std::uint64_t packets = 0;       ///< of MLD, IGMP and router discovery heard, broken ones included
  std::uint64_t broken = 0;        ///< of these unreadable
  std::uint64_t lost_packets = 0;  ///< for want of room in this machine
};

/// The service that a group carries: the group ID of a prefix-based or source-specific IPv6 group with its top bit
/// set (RFC 3307), or an address of the default IPv4 pool.
JOINCAST_EXPORT std::optional<ServiceNumber> service_carried_by(const IpAddress& group);

/// `MLDv2`, `IGMPv1`.
JOINCAST_EXPORT std::string_view protocol_name(Family family, membership::Dialect dialect) noexcept;

}  // namespace joincast::libreceiver
