// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/link.h"

namespace joincast::headend {

std::optional<ServedGroup> served_group(const Link& link, const IpAddress& group, const Prefix& pool, Scope widest) {
  if (group.is_v4()) {
    const auto service = link.source_v4 ? service_of_group_v4(group, pool) : std::nullopt;
    if (!service) return std::nullopt;
    return ServedGroup{*service, *link.source_v4};
  }
  const auto scope = static_cast<std::uint8_t>(group.octets()[1] & 0x0f);
  for (const LinkPrefix& served : link.prefixes) {
    const auto service = service_of_group(group, served.prefix);
    if (!service) continue;
    const Scope allowed = served.prefix.address.is_link_local() ? Scope::link : widest;
    if (scope < static_cast<std::uint8_t>(Scope::link) || scope > static_cast<std::uint8_t>(allowed))
      return std::nullopt;
    return ServedGroup{*service, served.source};
  }
  return std::nullopt;
}

}  // namespace joincast::headend
