// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "base/address.h"
#include "base/export.h"
#include "base/service_number.h"
#include "base/time.h"
#include "headend/upstream.h"
#include "membership/querier.h"

namespace joincast::headend {

/// A host wants a service that it did not want before.
struct MemberJoined {
  ServiceNumber service;
  Group group;
  IpAddress host;
  std::size_t members = 0;  ///< of this group, this one included
};

/// A host left, or fell silent.
struct MemberGone {
  ServiceNumber service;
  Group group;
  IpAddress host;           ///< unspecified: nobody in particular, the last ones fell silent or answered no query
  bool expired = false;     ///< without a goodbye
  std::size_t members = 0;  ///< left
};

/// Joins and leaves that got no notice of their own, as there were too many at once.
struct MoreMembers {
  std::size_t count = 0;
};

/// The first RTP packet for a newcomer went out, or for nobody where a service is sent without members.
struct FirstPacket {
  ServiceNumber service;
  Group group;
  IpAddress host;           ///< unspecified: nobody reported
  Duration after_report{};  ///< since its report arrived at the interface; of nobody, since the group was begun with
};

struct ServiceStarted {
  ServiceNumber service;
  std::string name;
};

enum class StopReason : std::uint8_t { no_members, removed, operator_wish, shutting_down, another_sends };

struct ServiceStopped {
  ServiceNumber service;
  StopReason reason = StopReason::no_members;
};

/// A service is wanted but has to wait.
struct ServiceDeferred {
  ServiceNumber service;
  bool streams = false;  ///< as many run as are allowed; false: too many began this second
  unsigned limit = 0;
};

/// What the station is doing.
struct StationState {
  ServiceNumber service;
  UpstreamState state = UpstreamState::connecting;
  std::string reason;
};

struct NewTitle {
  ServiceNumber service;
  std::string title;  ///< empty: none now
};

struct NewFormat {
  ServiceNumber service;
  std::string format;  ///< `mpa`, `opus/48000`, ...
  unsigned payload_type = 0;
  bool new_source = false;  ///< took another SSRC, as its clock differs
};

/// A service sent nothing for so long, and goes on: its station broke off, or this machine stood still.
struct MediaGap {
  ServiceNumber service;
  Duration length{};
};

/// Somebody else on the link uses a service's SSRC.
struct SourceCollision {
  ServiceNumber service;
  IpAddress from;
};

/// Who asks for members on an interface.
struct QuerierRole {
  std::uint32_t interface = 0;
  Family family = Family::ipv6;
  membership::Querier::Role role = membership::Querier::Role::silent;
  IpAddress address;  ///< of the querier; unspecified: none
};

/// Another headend sends to a group, and this one does not or no longer.
struct GaveWay {
  ServiceNumber service;
  Group group;
  IpAddress rival;       ///< where its datagrams come from
  bool stopped = false;  ///< both sent, and this one has the higher address
};

/// The headend that sent to a group is silent, or never began: it is sent to from here.
struct TookOver {
  ServiceNumber service;
  Group group;
  IpAddress rival;  ///< who fell silent; unspecified: nobody began
};

/// A headend on the link that was not known, or that was started anew.
struct HeadendFound {
  std::uint32_t interface = 0;
  IpAddress rank;      ///< its link-local address
  bool lower = false;  ///< than ours: it goes first
};

using Notice = std::variant<MemberJoined, MemberGone, MoreMembers, FirstPacket, ServiceStarted, ServiceStopped,
                            ServiceDeferred, StationState, NewTitle, NewFormat, MediaGap, SourceCollision, QuerierRole,
                            GaveWay, TookOver, HeadendFound>;

enum class Severity : std::uint8_t { debug, info, warning };

JOINCAST_EXPORT Severity severity(const Notice& notice) noexcept;

/// One line for people, such as `8000:0001 joined by fe80::1 in ff3e:...:8000:1%eth0 (1 member)`.
/// `interface_name` is that of the notice's interface; empty: its index is written.
JOINCAST_EXPORT std::string to_string(const Notice& notice, std::string_view interface_name);

/// The interface that a notice is about; zero: none.
JOINCAST_EXPORT std::uint32_t interface_of(const Notice& notice) noexcept;

}  // namespace joincast::headend
