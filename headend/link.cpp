// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/link.h"

namespace joincast::headend {

std::optional<ServedGroup> served_group(const Link& link, const IpAddress& group, const Prefix& pool, Scope scope) {
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
