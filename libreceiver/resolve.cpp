// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/resolve.h"

#include <algorithm>
#include <string_view>

#include "base/source_specific.h"

namespace joincast::libreceiver {
namespace {

using Kind = ResolveError::Kind;
using Interfaces = std::span<const net::Interface>;

auto refuse(Kind kind, std::string message) { return fail(ResolveError{kind, std::move(message)}); }

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

std::string_view name_of(Family family) { return family == Family::ipv4 ? "IPv4" : "IPv6"; }

/// `  eth0  2001:db8::/64, 192.0.2.7`
std::string describe(const net::Interface& interface, Family family) {
  std::string line = "  " + interface.name;
  std::string_view separator = "  ";
  if (family == Family::ipv6) {
    for (const Prefix& prefix : net::service_prefixes(interface)) {
      line += std::string(separator) + to_string(prefix);
      separator = ", ";
    }
  } else if (const auto address = net::ipv4_address(interface)) {
    line += std::string(separator) + to_string(*address);
  }
  return line;
}

Result<const net::Interface*, ResolveError> named_interface(const std::string& name, Family family,
                                                            Interfaces interfaces) {
  const net::Interface* interface = net::find_interface(interfaces, name);
  if (!interface) {
    std::string message = "there is no interface " + quoted(name) + "; there are:";
    for (const net::Interface& other : interfaces) message += "\n  " + other.name;
    return refuse(Kind::no_such_interface, std::move(message));
  }
  if (const net::Unfit unfit = net::fitness(*interface, family); unfit != net::Unfit::fit)
    return refuse(Kind::unfit_interface, "interface " + quoted(interface->name) + " " + std::string(to_string(unfit)) +
                                             ", so no " + std::string(name_of(family)) +
                                             " multicast can be received on it");
  return interface;
}

/// The one that fits, if there is just one: the kernel's own choice is its first route, whatever that is.
Result<const net::Interface*, ResolveError> only_interface(Family family, Interfaces interfaces) {
  std::vector<const net::Interface*> fit;
  for (const net::Interface& interface : interfaces)
    if (net::fitness(interface, family) == net::Unfit::fit) fit.push_back(&interface);
  if (fit.size() == 1) return fit.front();
  if (fit.empty()) {
    std::string message = "no interface can receive " + std::string(name_of(family)) + " multicast:";
    for (const net::Interface& interface : interfaces)
      message += "\n  " + interface.name + " " + std::string(to_string(net::fitness(interface, family)));
    return refuse(Kind::none_fit, std::move(message));
  }
  std::string message = "several interfaces can receive this; choose one with --interface:";
  for (const net::Interface* interface : fit) message += "\n" + describe(*interface, family);
  return refuse(Kind::several_interfaces, std::move(message));
}

/// A source and no prefix: the service is source-specific.
Result<IpAddress, ResolveError> source_specific_group_of(ServiceNumber number, const IpAddress& source) {
  if (source.is_v6()) return source_specific_group(number, source.is_link_local() ? Scope::link : Scope::global);
  if (const auto group = source_specific_group_v4(number)) return *group;
  return refuse(Kind::no_ipv4_number, "service " + to_string(number) +
                                          " has no source-specific IPv4 group: those are of 8000:0100 and above; "
                                          "ask for it by IPv6, or give the pool too, with --prefix");
}

Result<IpAddress, ResolveError> group_of(ServiceNumber number, Family family, const Wishes& wishes,
                                         const net::Interface& interface) {
  if (wishes.source && !wishes.prefix) return source_specific_group_of(number, *wishes.source);
  if (family == Family::ipv4) {
    const auto group = service_group_v4(number, wishes.prefix.value_or(kDefaultPool));
    if (group) return *group;
    return refuse(Kind::no_ipv4_number,
                  "service " + to_string(number) + " has no fixed IPv4 group; ask for the group that the guide names");
  }
  if (wishes.prefix) return service_group(number, *wishes.prefix);
  const auto prefixes = net::service_prefixes(interface);
  if (prefixes.size() == 1) return service_group(number, prefixes.front());
  if (prefixes.empty())
    return refuse(Kind::no_prefix, "interface " + quoted(interface.name) +
                                       " has no IPv6 prefix to make a group of; give the headend's with --prefix");
  std::string message =
      "interface " + quoted(interface.name) + " has several prefixes; choose the headend's with --prefix:";
  for (const Prefix& prefix : prefixes) message += "\n  " + to_string(prefix);
  return refuse(Kind::several_prefixes, std::move(message));
}

std::optional<ResolveError> contradiction(const ServiceReference& reference, const Wishes& wishes,
                                          Interfaces interfaces) {
  const auto clash = [](std::string message) { return ResolveError{Kind::contradiction, std::move(message)}; };
  if (!reference.interface.empty() && !wishes.interface.empty() && reference.interface != wishes.interface) {
    const auto* one = net::find_interface(interfaces, reference.interface);
    const auto* other = net::find_interface(interfaces, wishes.interface);
    if (!one || one != other)
      return clash("the service names interface " + quoted(reference.interface) + ", --interface names " +
                   quoted(wishes.interface));
  }
  if (reference.source && wishes.source && *reference.source != *wishes.source)
    return clash("the service names source " + to_string(*reference.source) + ", --source names " +
                 to_string(*wishes.source));
  std::optional<Family> family = wishes.family;
  if (!reference.number) {
    if (family && *family != reference.group.family())
      return clash("the group " + to_string(reference.group) + " is not " + std::string(name_of(*family)));
    family = reference.group.family();
    if (wishes.prefix) return clash("--prefix goes with a service number, not with a group");
  }
  for (const auto& said : {wishes.prefix ? std::optional(wishes.prefix->address) : std::nullopt, wishes.source}) {
    if (!said) continue;
    if (family && said->family() != *family)
      return clash(to_string(*said) + " is not " + std::string(name_of(*family)));
    family = said->family();
  }
  return std::nullopt;
}

std::optional<ServiceNumber> number_of(const IpAddress& group) {
  if (group.is_source_specific()) {
    const auto scope = group.is_v6() ? static_cast<Scope>(group.octets()[1] & 0x0f) : Scope::global;
    return service_of_source_specific_group(group, scope);
  }
  const auto prefix = prefix_of_group(group);
  return prefix ? service_of_group(group, *prefix) : std::nullopt;
}

Family family_of(const ServiceReference& reference, const Wishes& wishes) {
  if (!reference.number) return reference.group.family();
  if (wishes.family) return *wishes.family;
  if (wishes.prefix) return wishes.prefix->address.family();
  if (wishes.source) return wishes.source->family();
  return Family::ipv6;
}

}  // namespace

std::string short_name(const Target& target) {
  return target.number ? to_string(*target.number) : to_string(target.group.address);
}

Result<Target, ResolveError> resolve(const ServiceReference& reference, const Wishes& wishes, Interfaces interfaces) {
  if (auto clash = contradiction(reference, wishes, interfaces)) return fail(std::move(*clash));
  const Family family = family_of(reference, wishes);
  const std::string& name = wishes.interface.empty() ? reference.interface : wishes.interface;
  const auto interface = name.empty() ? only_interface(family, interfaces) : named_interface(name, family, interfaces);
  if (!interface) return fail(interface.error());

  Target target;
  target.group.interface = (*interface)->index;
  target.interface = (*interface)->name;
  target.source = reference.source ? reference.source : wishes.source;
  target.port = reference.port;
  target.number = reference.number;
  if (reference.number) {
    const auto group = group_of(*reference.number, family, wishes, **interface);
    if (!group) return fail(group.error());
    target.group.address = *group;
  } else {
    target.group.address = reference.group;
    target.number = number_of(reference.group);
  }
  if (target.group.address.is_source_specific() && !target.source)
    return refuse(Kind::source_needed, "the group " + to_string(target.group.address) +
                                           " is source-specific: say who sends, with --source or rtp://source@group");
  return target;
}

}  // namespace joincast::libreceiver
