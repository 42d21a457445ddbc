// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/link.h"

#include <algorithm>

#include "base/source_specific.h"

namespace joincast::headend {

Scope source_specific_scope(const Link& link, Scope configured) noexcept {
  const auto reaches_further = [](const LinkPrefix& one) { return !one.prefix.address.is_link_local(); };
  return std::any_of(link.prefixes.begin(), link.prefixes.end(), reaches_further) ? configured : Scope::link;
}

std::optional<ServedGroup> served_group(const Link& link, const IpAddress& group, const Prefix& pool, Scope scope) {
  if (group.is_source_specific()) {
    const auto service = service_of_source_specific_group(group, source_specific_scope(link, scope));
    const auto& source = group.is_v4() ? link.source_v4 : link.source_specific_v6;
    if (!service || !source) return std::nullopt;
    return ServedGroup{*service, *source, true};
  }
  if (group.is_v4()) {
    const auto service = link.source_v4 ? service_of_group_v4(group, pool) : std::nullopt;
    if (!service) return std::nullopt;
    return ServedGroup{*service, *link.source_v4};
  }
  for (const LinkPrefix& served : link.prefixes) {
    const auto service = service_of_group(group, served.prefix);
    if (!service || service_group(*service, served.prefix, scope) != group) continue;
    return ServedGroup{*service, served.source};
  }
  return std::nullopt;
}

}  // namespace joincast::headend
