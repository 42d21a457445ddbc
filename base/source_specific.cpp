// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/source_specific.h"

#include <array>

namespace joincast {
namespace {

constexpr std::uint32_t kRangeV4 = 0xe800'0000;  // 232/8

}  // namespace

IpAddress source_specific_group(ServiceNumber number, Scope scope) {
  std::array<std::uint8_t, 16> octets{};
  octets[0] = 0xff;
  octets[1] = static_cast<std::uint8_t>(0x30 | static_cast<unsigned>(scope));
  for (std::size_t i = 0; i < 4; ++i) octets[12 + i] = static_cast<std::uint8_t>(number.group_id() >> (24 - 8 * i));
  return IpAddress::v6(octets);
}

std::optional<IpAddress> source_specific_group_v4(ServiceNumber number) {
  if (number.directory() != 0) return std::nullopt;
  const IpAddress group = IpAddress::v4(kRangeV4 | number.station());
  if (collides_with_local_control(group)) return std::nullopt;
  return group;
}

std::optional<ServiceNumber> service_of_source_specific_group(const IpAddress& group, Scope scope) {
  if (!group.is_source_specific()) return std::nullopt;
  if (group.is_v4()) {
    const ServiceNumber number(group.v4_value() & 0xff'ffff);
    if (source_specific_group_v4(number) != group) return std::nullopt;
    return number;
  }
  const auto number = ServiceNumber::from_group_id(group.group_id());
  if (!number || source_specific_group(*number, scope) != group) return std::nullopt;
  return number;
}

}  // namespace joincast
