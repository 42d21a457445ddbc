// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "base/address.h"
#include "base/time.h"

namespace joincast::membership {

/// How a speaker of MLD or IGMP reports. The two protocols are one in two dress codes, so the dialects are
/// counted as IGMP counts them: MLDv1 is IGMPv2, MLDv2 is IGMPv3, and IGMPv1 has no twin.
enum class Dialect : std::uint8_t {
  v1 = 1,  ///< IGMPv1 (RFC 1112): no leave, no response time
  v2 = 2,  ///< IGMPv2 (RFC 2236), MLDv1 (RFC 2710)
  v3 = 3,  ///< IGMPv3 (RFC 3376), MLDv2 (RFC 3810): source lists, no suppression
};

/// A querier's question who listens (RFC 3810 section 5.1, RFC 3376 section 4.1).
struct Query {
  Dialect dialect = Dialect::v3;
  IpAddress group{};                 ///< unspecified, of the packet's family: a general query
  Duration max_response{};           ///< answers come within this; wire units: 1 ms (MLD), 0.1 s (IGMP); zero in IGMPv1
  bool suppress = false;             ///< S flag: routers do not lower their timers. From here on v3 only
  std::uint8_t robustness = 0;       ///< QRV, 0..7; zero: not said
  Duration interval{};               ///< QQI, whole seconds; zero: not said
  std::vector<IpAddress> sources{};  ///< not empty: a group-and-source-specific query

  bool is_general() const noexcept { return group.is_unspecified(); }

  friend bool operator==(const Query&, const Query&) = default;
};

/// RFC 3810 section 5.2.12, RFC 3376 section 4.2.12. Other values may stand in a report; they are kept
/// by the parser and ignored by routers.
enum class RecordType : std::uint8_t {
  is_include = 1,  ///< current state, in answer to a query
  is_exclude = 2,
  to_include = 3,  ///< with no sources: a leave
  to_exclude = 4,  ///< with no sources: a plain join
  allow = 5,       ///< these sources too
  block = 6,       ///< these sources no longer
};

/// What one host wants of one group.
struct GroupRecord {
  RecordType type = RecordType::is_exclude;
  IpAddress group{};                 ///< as received: may be no multicast address
  std::vector<IpAddress> sources{};  ///< in wire order, repetitions kept; auxiliary data is dropped

  friend bool operator==(const GroupRecord&, const GroupRecord&) = default;
};

/// MLDv2 or IGMPv3 report.
struct Report {
  std::vector<GroupRecord> records{};

  friend bool operator==(const Report&, const Report&) = default;
};

/// MLDv1, IGMPv2 or IGMPv1 report: this host listens to one group, whatever the source.
struct OldReport {
  Dialect dialect = Dialect::v2;  ///< v1 or v2
  IpAddress group{};

  friend bool operator==(const OldReport&, const OldReport&) = default;
};

/// MLDv1 Done or IGMPv2 Leave Group.
struct Leave {
  IpAddress group{};

  friend bool operator==(const Leave&, const Leave&) = default;
};

/// Multicast Router Advertisement (RFC 4286 section 3): asks snooping switches to send all multicast here.
struct RouterAdvertisement {
  std::uint8_t interval_s = 0;         ///< seconds to the next one, at most
  std::uint16_t query_interval_s = 0;  ///< seconds; zero: no querier in use
  std::uint16_t robustness = 0;        ///< zero: no querier in use

  friend bool operator==(const RouterAdvertisement&, const RouterAdvertisement&) = default;
};

/// Multicast Router Solicitation (RFC 4286 section 4): a switch asks who is a router.
struct RouterSolicitation {
  friend bool operator==(const RouterSolicitation&, const RouterSolicitation&) = default;
};

/// Multicast Router Termination (RFC 4286 section 5): this router stops.
struct RouterTermination {
  friend bool operator==(const RouterTermination&, const RouterTermination&) = default;
};

using Message =
    std::variant<Query, Report, OldReport, Leave, RouterAdvertisement, RouterSolicitation, RouterTermination>;

/// A message with the addresses it travels under; both are of one family, which says MLD or IGMP.
struct Packet {
  IpAddress source{};
  IpAddress destination{};
  Message message;

  Family family() const noexcept { return source.family(); }

  friend bool operator==(const Packet&, const Packet&) = default;
};

}  // namespace joincast::membership
