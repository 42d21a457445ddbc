// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/member_event.h"

namespace joincast::libreceiver {

std::optional<ServiceNumber> service_carried_by(const IpAddress& group) {
  if (!group.is_multicast()) return std::nullopt;
  if (group.is_v4()) return service_of_group_v4(group, kDefaultPool);
  if (!prefix_of_group(group) && !group.is_source_specific()) return std::nullopt;
  return ServiceNumber::from_group_id(group.group_id());
}

std::string_view protocol_name(Family family, membership::Dialect dialect) noexcept {
  if (family == Family::ipv6) return dialect == membership::Dialect::v3 ? "MLDv2" : "MLDv1";
  if (dialect == membership::Dialect::v3) return "IGMPv3";
  return dialect == membership::Dialect::v2 ? "IGMPv2" : "IGMPv1";
}

}  // namespace joincast::libreceiver
