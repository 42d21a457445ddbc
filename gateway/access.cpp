// SPDX-License-Identifier: LGPL-2.1-or-later
#include "gateway/access.h"

#include <algorithm>

namespace joincast::gateway {

bool allows(std::span<const Prefix> prefixes, const IpAddress& address) noexcept {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&address](const Prefix& prefix) { return contains(prefix, address); });
}

std::vector<Prefix> own_links(const IpAddress& listens, std::span<const net::Interface> interfaces) {
  std::vector<Prefix> links = {*parse_prefix("127.0.0.0/8"), *parse_prefix("::1/128")};
  for (const net::Interface& interface : interfaces) {
    const auto has = [&](const net::InterfaceAddress& one) { return one.address == listens; };
    const bool all = listens.is_unspecified() && interface.up && interface.kind != net::InterfaceKind::tunnel;
    if (!all && std::none_of(interface.addresses.begin(), interface.addresses.end(), has)) continue;
    for (const net::InterfaceAddress& one : interface.addresses)
      links.push_back(make_prefix(one.address, one.prefix_length));
  }
  std::sort(links.begin(), links.end());
  links.erase(std::unique(links.begin(), links.end()), links.end());
  return links;
}

}  // namespace joincast::gateway
