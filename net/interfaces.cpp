// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/interfaces.h"

#include <algorithm>
#include <charconv>

#include "base/service_number.h"

namespace joincast::net {
namespace {

bool usable(const InterfaceAddress& address) noexcept {
  return !address.tentative && !address.address.is_unspecified();
}

bool has_usable(const Interface& interface, std::optional<Family> family) noexcept {
  return std::any_of(interface.addresses.begin(), interface.addresses.end(), [&](const InterfaceAddress& a) {
    return usable(a) && (!family || a.address.family() == *family);
  });
}

Unfit judge(const Interface& interface, std::optional<Family> family) noexcept {
  if (interface.kind == InterfaceKind::loopback) return Unfit::loopback;
  if (!interface.up) return Unfit::down;
  if (!interface.multicast) return Unfit::no_multicast;
  if (interface.master != 0) return Unfit::enslaved;
  if (!interface.running) return Unfit::no_carrier;
  return has_usable(interface, family) ? Unfit::fit : Unfit::no_address;
}

std::optional<std::uint32_t> whole_number(std::string_view text) noexcept {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::string_view to_string(InterfaceKind kind) noexcept {
  switch (kind) {
    case InterfaceKind::ethernet: return "ethernet";
    case InterfaceKind::wireless: return "wireless";
    case InterfaceKind::bridge: return "bridge";
    case InterfaceKind::veth: return "veth";
    case InterfaceKind::vlan: return "vlan";
    case InterfaceKind::loopback: return "loopback";
    case InterfaceKind::tunnel: return "tunnel";
    case InterfaceKind::other: break;
  }
  return "other";
}

std::string_view to_string(Unfit reason) noexcept {
  switch (reason) {
    case Unfit::fit: return "is fit for multicast";
    case Unfit::loopback: return "is the loopback";
    case Unfit::no_multicast: return "has multicast switched off";
    case Unfit::down: return "is down";
    case Unfit::no_carrier: return "has no carrier";
    case Unfit::enslaved: return "is a port of a bridge or bond";
    case Unfit::no_address: break;
  }
  return "has no usable address";
}

Unfit fitness(const Interface& interface) noexcept { return judge(interface, std::nullopt); }
Unfit fitness(const Interface& interface, Family family) noexcept { return judge(interface, family); }

std::vector<Prefix> service_prefixes(const Interface& interface) {
  constexpr std::uint8_t kLength = 64;
  std::vector<Prefix> prefixes;
  bool link_local = false;
  for (const auto& [address, length, tentative, deprecated, temporary] : interface.addresses) {
    if (!address.is_v6() || tentative || address.is_loopback() || address.is_multicast()) continue;
    if (address.is_link_local()) {
      link_local = true;
      continue;
    }
    const Prefix prefix = make_prefix(address, kLength);
    if (!deprecated && std::find(prefixes.begin(), prefixes.end(), prefix) == prefixes.end())
      prefixes.push_back(prefix);
  }
  if (prefixes.empty() && link_local) prefixes.push_back(*parse_prefix("fe80::/64"));
  return prefixes;
}

std::optional<IpAddress> link_local_address(const Interface& interface) noexcept {
  for (const auto& each : interface.addresses)
    if (each.address.is_v6() && each.address.is_link_local() && usable(each)) return each.address;
  return std::nullopt;
}

std::optional<IpAddress> ipv4_address(const Interface& interface) noexcept {
  for (const auto& each : interface.addresses)
    if (each.address.is_v4() && usable(each)) return each.address;
  return std::nullopt;
}

const Interface* find_interface(std::span<const Interface> interfaces, std::string_view name_or_index) {
  for (const Interface& interface : interfaces)
    if (interface.name == name_or_index) return &interface;
  const auto index = whole_number(name_or_index);
  return index ? find_interface(interfaces, *index) : nullptr;
}

const Interface* find_interface(std::span<const Interface> interfaces, std::uint32_t index) {
  for (const Interface& interface : interfaces)
    if (interface.index == index) return &interface;
  return nullptr;
}

std::optional<GroupText> parse_group(std::string_view text) {
  if (text.starts_with('[')) {
    if (!text.ends_with(']')) return std::nullopt;
    text = text.substr(1, text.size() - 2);
  }
  const std::size_t percent = text.find('%');
  const auto address = parse_address(text.substr(0, percent));
  if (!address || !address->is_multicast()) return std::nullopt;
  if (percent == std::string_view::npos) return GroupText{*address, {}};
  std::string_view zone = text.substr(percent + 1);
  if (zone.size() > 2 && zone.starts_with("25")) zone.remove_prefix(2);
  if (zone.empty() || zone.find_first_of("%[]/ ") != std::string_view::npos) return std::nullopt;
  return GroupText{*address, std::string(zone)};
}

std::string to_string(const Group& group, std::span<const Interface> interfaces) {
  if (group.interface == 0) return to_string(group.address);
  const Interface* interface = find_interface(interfaces, group.interface);
  return to_string(group.address) + '%' + (interface ? interface->name : std::to_string(group.interface));
}

}  // namespace joincast::net
