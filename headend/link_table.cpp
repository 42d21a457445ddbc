// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/link_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/source_specific.h"

namespace joincast::headend {
namespace {

std::vector<std::string> wanted_names(std::span<const net::Interface> interfaces, const Config& config) {
  if (!config.interfaces.empty()) return config.interfaces;
  std::vector<std::string> names;
  for (const net::Interface& interface : interfaces)
    if (net::fitness(interface) == net::Unfit::fit) names.push_back(interface.name);
  return names;
}

std::vector<Prefix> prefixes_of(const net::Interface& interface, const Config& config) {
  return config.prefixes.empty() ? net::service_prefixes(interface) : config.prefixes;
}

}  // namespace

std::string why_not_served(std::span<const net::Interface> interfaces, std::string_view name) {
  const net::Interface* interface = net::find_interface(interfaces, name);
  if (!interface) return fmt::format("{} is not served: there is no such interface", name);
  const net::Unfit fitness = net::fitness(*interface);
  if (fitness == net::Unfit::fit) return {};
  return fmt::format("{} is not served: it {}", name, net::to_string(fitness));
}

Link LinkTable::link_of(const net::Interface& interface, const Config& config, std::vector<std::string>& problems) {
  Link link;
  link.interface = interface.index;
  link.name = interface.name;
  link.mtu = interface.mtu;
  link.querier_v6 = net::link_local_address(interface);
  link.querier_v4 = net::ipv4_address(interface);
  for (const net::InterfaceAddress& address : interface.addresses) link.own_addresses.push_back(address.address);
  for (const Family family : {Family::ipv6, Family::ipv4}) {
    if (net::fitness(interface, family) != net::Unfit::fit) continue;
    if (const auto error = senders_.open(interface.index, family))
      problems.push_back(fmt::format("cannot send on {}: {}", interface.name, error.message()));
  }
  if (senders_.has(interface.index, Family::ipv6)) {
    for (const Prefix& prefix : prefixes_of(interface, config)) {
      const Group group{service_group(kTestService, prefix, config.scope), interface.index};
      if (const auto source = senders_.source_for(group)) link.prefixes.push_back({prefix, source->address});
    }
    const IpAddress specific = source_specific_group(kTestService, source_specific_scope(link, config.scope));
    if (const auto source = senders_.source_for({specific, interface.index})) link.source_specific_v6 = source->address;
  }
  if (senders_.has(interface.index, Family::ipv4)) {
    const auto group = service_group_v4(kTestService, config.pool);
    const auto source = group ? senders_.source_for({*group, interface.index}).value_or(Endpoint{}) : Endpoint{};
    if (source.address.is_v4()) link.source_v4 = source.address;
  }
  return link;
}

LinkTable::Change LinkTable::update(std::span<const net::Interface> interfaces, const Config& config) {
  Change change;
  std::vector<Link> links;
  std::map<std::string, std::string> problems;
  for (const std::string& name : wanted_names(interfaces, config)) {
    const std::string why = why_not_served(interfaces, name);
    if (why.empty())
      links.push_back(link_of(*net::find_interface(interfaces, name), config, change.problems));
    else
      problems[name] = why;
  }
  for (const auto& [name, why] : problems)
    if (const auto told = told_.find(name); told == told_.end() || told->second != why) change.problems.push_back(why);
  told_ = std::move(problems);
  const auto contains = [](const std::vector<Link>& list, std::uint32_t index) {
    return std::any_of(list.begin(), list.end(), [index](const Link& link) { return link.interface == index; });
  };
  for (const Link& link : links)
    if (!contains(links_, link.interface)) change.added.push_back(link.interface);
  for (const Link& link : links_)
    if (!contains(links, link.interface)) change.gone.push_back(link.interface);
  for (const std::uint32_t index : change.gone) senders_.close(index);
  links_ = std::move(links);
  return change;
}

std::string_view LinkTable::name(std::uint32_t interface) const noexcept {
  for (const Link& link : links_)
    if (link.interface == interface) return link.name;
  return {};
}

std::string LinkTable::names() const {
  std::string text;
  for (const Link& link : links_) {
    if (!text.empty()) text += ", ";
    text += link.name;
    for (const LinkPrefix& prefix : link.prefixes) text += " " + to_string(prefix.prefix);
    if (link.source_v4) text += " IPv4";
  }
  if (!text.empty()) return text;
  for (const auto& [name, why] : told_) text += (text.empty() ? "" : ", ") + name;
  return text.empty() ? "no interface yet: none is fit for multicast" : "no interface yet: waiting for " + text;
}

}  // namespace joincast::headend
