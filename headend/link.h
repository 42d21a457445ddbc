// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/address.h"
#include "base/export.h"
#include "base/service_number.h"

namespace joincast::headend {

/// A prefix that IPv6 groups on a link carry, and where datagrams to those groups come from.
struct LinkPrefix {
  Prefix prefix;  ///< /64
  IpAddress source;

  friend bool operator==(const LinkPrefix&, const LinkPrefix&) = default;
};

/// An interface that the headend serves, as far as the core has to know it.
struct Link {
  std::uint32_t interface = 0;  ///< index, never zero
  std::string name;
  std::vector<LinkPrefix> prefixes;             ///< empty: no IPv6 services here
  std::optional<IpAddress> source_specific_v6;  ///< where datagrams to source-specific IPv6 groups come from
  std::optional<IpAddress> source_v4;           ///< where IPv4 datagrams come from; none: no IPv4 services here
  std::optional<IpAddress> querier_v6;          ///< link-local address to ask from; none: not able to
  std::optional<IpAddress> querier_v4;          ///< the same for IGMP
  std::vector<IpAddress> own_addresses;         ///< all of them: source-specific joins may name any
  std::uint32_t mtu = 1500;                     ///< octets

  friend bool operator==(const Link&, const Link&) = default;
};

/// What a group means on a link.
struct ServedGroup {
  ServiceNumber service;
  IpAddress source;              ///< where the datagrams will come from
  bool source_specific = false;  ///< a group of RFC 4607, which only source-specific services have
};

/// The scope of source-specific groups on a link: `configured`, but link scope where all prefixes are link-local.
JOINCAST_EXPORT Scope source_specific_scope(const Link& link, Scope configured) noexcept;

/// The service that a group names on this link; none if the group carries no prefix of the link, lies outside the
/// pool, or has another scope than `scope` (link-local prefixes: than link scope). So a service has one IPv6 group for
/// each prefix, and no listener can ask for it once in each scope. Whether there is such a service is another question.
JOINCAST_EXPORT std::optional<ServedGroup> served_group(const Link& link, const IpAddress& group, const Prefix& pool,
                                                        Scope scope);

}  // namespace joincast::headend
