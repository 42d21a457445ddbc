// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "base/address.h"
#include "base/export.h"
#include "base/result.h"

namespace joincast::net {

struct InterfaceAddress {
  IpAddress address;
  std::uint8_t prefix_length = 0;  ///< bits
  bool tentative = false;          ///< duplicate address detection has not ended, or failed
  bool deprecated = false;         ///< not to be used for anything new
  bool temporary = false;          ///< a privacy address (RFC 8981)

  friend bool operator==(const InterfaceAddress&, const InterfaceAddress&) = default;
};

enum class InterfaceKind : std::uint8_t { ethernet, wireless, bridge, veth, vlan, loopback, tunnel, other };
JOINCAST_EXPORT std::string_view to_string(InterfaceKind kind) noexcept;

/// Why one cannot receive or send multicast on an interface.
enum class Unfit : std::uint8_t {
  fit,           ///< it can
  loopback,      ///< IPv6 multicast does not work over it
  no_multicast,  ///< its MULTICAST flag is off
  down,          ///< switched off
  no_carrier,    ///< no cable, no access point
  enslaved,      ///< a port of a bridge or bond: use that
  no_address,    ///< neither an IPv4 nor a usable IPv6 address
};
/// Such as "is down"; fits behind the interface's name.
JOINCAST_EXPORT std::string_view to_string(Unfit reason) noexcept;

/// A network interface as it is at one moment.
struct Interface {
  std::uint32_t index = 0;  ///< never zero
  std::string name;
  std::array<std::uint8_t, 6> mac{};  ///< zero: none
  InterfaceKind kind = InterfaceKind::other;
  bool up = false;
  bool running = false;  ///< has a carrier
  bool multicast = false;
  bool all_multicast = false;
  std::uint32_t mtu = 0;     ///< octets
  std::uint32_t master = 0;  ///< index of the bridge or bond it is a port of; zero: none
  std::vector<InterfaceAddress> addresses;

  friend bool operator==(const Interface&, const Interface&) = default;
};

/// All interfaces of this network namespace, by index (rtnetlink).
JOINCAST_EXPORT Result<std::vector<Interface>, std::error_code> list_interfaces();

/// Whether it is fit for multicast at all, and if not, the first thing to mend.
JOINCAST_EXPORT Unfit fitness(const Interface& interface) noexcept;
/// The same for one family: no_address when it has none of that.
JOINCAST_EXPORT Unfit fitness(const Interface& interface, Family family) noexcept;

/// The IPv6 prefixes that groups can be made of here (RFC 3306): the /64s of its global and unique local
/// addresses, without doubles, in order; if there is none, fe80::/64 when it has a link-local address.
JOINCAST_EXPORT std::vector<Prefix> service_prefixes(const Interface& interface);

/// The usable link-local IPv6 address, the source of MLD (RFC 3810 section 5.1.14); or none.
JOINCAST_EXPORT std::optional<IpAddress> link_local_address(const Interface& interface) noexcept;
/// The first usable IPv4 address, the source of IGMP queries; or none.
JOINCAST_EXPORT std::optional<IpAddress> ipv4_address(const Interface& interface) noexcept;

/// By name or by decimal index (`eth1`, `3`); null: there is none such. A name wins over an index.
JOINCAST_EXPORT const Interface* find_interface(std::span<const Interface> interfaces, std::string_view name_or_index);
JOINCAST_EXPORT const Interface* find_interface(std::span<const Interface> interfaces, std::uint32_t index);

/// A group as people write it: `ff3e::8000:1%eth0`, `ff3e::8000:1%25eth0` (RFC 6874), `239.195.1.1%3`,
/// with or without brackets and interface.
struct GroupText {
  IpAddress address;
  std::string interface;  ///< name or index; empty: none given

  friend bool operator==(const GroupText&, const GroupText&) = default;
};

/// None if it is not a numeric multicast address. An interface called `25...` needs the form `%2525...`.
JOINCAST_EXPORT std::optional<GroupText> parse_group(std::string_view text);

/// `ff3e::8000:1%eth0`; the index where the interface is not among those given, nothing for index zero.
JOINCAST_EXPORT std::string to_string(const Group& group, std::span<const Interface> interfaces);

/// Which interface the system would choose by itself for a join without one.
struct RouteChoice {
  std::uint32_t interface = 0;        ///< zero: it would refuse, there is no route
  std::vector<std::uint32_t> rivals;  ///< others whose route is as good: the choice between them is chance
  bool ambiguous() const noexcept { return !rivals.empty(); }
};
JOINCAST_EXPORT Result<RouteChoice, std::error_code> system_choice(const IpAddress& group);

}  // namespace joincast::net
