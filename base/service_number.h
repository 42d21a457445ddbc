// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/address.h"
#include "base/export.h"

namespace joincast {

/// The 31-bit number that names a service. With the top bit set it is the 32-bit group ID of an IPv6
/// multicast address (RFC 3307 section 4.3, dynamic range).
class ServiceNumber {
 public:
  constexpr ServiceNumber() noexcept = default;

  /// The top bit is set whether given or not.
  explicit constexpr ServiceNumber(std::uint32_t number) noexcept : group_id_(number | kTopBit) {}

  /// The service that a group ID names; none if the top bit is not set.
  static constexpr std::optional<ServiceNumber> from_group_id(std::uint32_t group_id) noexcept {
    if (!(group_id & kTopBit)) return std::nullopt;
    return ServiceNumber(group_id);
  }

  constexpr std::uint32_t group_id() const noexcept { return group_id_; }      ///< 32 bits, the top one set
  constexpr std::uint32_t value() const noexcept { return group_id_ & ~kTopBit; }  ///< 31 bits

  /// Internet services: six bits that say which directory named the station.
  constexpr std::optional<std::uint8_t> directory() const noexcept {
    if (group_id_ & kDvbBit) return std::nullopt;
    return static_cast<std::uint8_t>(group_id_ >> 24 & 0x3f);
  }
  constexpr std::uint32_t station() const noexcept { return group_id_ & 0xff'ffff; }  ///< 24 bits

  friend constexpr auto operator<=>(const ServiceNumber&, const ServiceNumber&) noexcept = default;

 private:
  static constexpr std::uint32_t kTopBit = 0x8000'0000;
  static constexpr std::uint32_t kDvbBit = 0x4000'0000;

  std::uint32_t group_id_ = kTopBit;
};

inline constexpr ServiceNumber kGuideService{0x8000'0000};  ///< what is on offer
inline constexpr ServiceNumber kTestService{0x8000'00ff};   ///< tone and pattern, needs no station

/// `8000:0001` (both parts up to four hexadecimal digits) or `0x80000001`; the top bit must be set.
JOINCAST_EXPORT std::optional<ServiceNumber> parse_service_number(std::string_view text);

/// Always in the form `8000:0001`.
JOINCAST_EXPORT std::string to_string(ServiceNumber number);

/// Scope of an IPv6 multicast group (RFC 7346).
enum class Scope : std::uint8_t { interface_local = 1, link = 2, realm = 3, admin = 4, site = 5, organisation = 8, global = 14 };

/// The group of a service under a unicast prefix (RFC 3306 section 4): `ff3e:40:2001:db8:d0be:f00d:8000:1`.
/// `prefix` is IPv6; only its first 64 bits count. A scope may not exceed its prefix's, so a link-local
/// prefix always gives link scope: `ff32:40:fe80::8000:1`.
JOINCAST_EXPORT IpAddress service_group(ServiceNumber number, const Prefix& prefix, Scope scope = Scope::global);

/// The service that a prefix-based group names, if `group` carries `prefix` at whatever scope.
JOINCAST_EXPORT std::optional<ServiceNumber> service_of_group(const IpAddress& group, const Prefix& prefix);

/// The unicast prefix inside an RFC 3306 group; none for other groups.
JOINCAST_EXPORT std::optional<Prefix> prefix_of_group(const IpAddress& group);

/// IPv4 has no room for 31 bits: services of directory 0 up to 0xfdff are `pool` + 256 + station. None for
/// other services (the headend allots those) and for pools shorter than /16.
JOINCAST_EXPORT std::optional<IpAddress> service_group_v4(ServiceNumber number, const Prefix& pool);
JOINCAST_EXPORT std::optional<ServiceNumber> service_of_group_v4(const IpAddress& group, const Prefix& pool);

/// The pool used when nothing else is configured: 239.195.0.0/16.
inline constexpr Prefix kDefaultPool{IpAddress::v4(0xefc3'0000), 16};

/// Whether the low 23 bits of an IPv4 group are below 256: such groups share their MAC addresses with
/// 224.0.0.x, which switches flood and hosts cannot filter, so they are refused.
constexpr bool collides_with_local_control(const IpAddress& group) noexcept {
  return group.is_v4() && (group.v4_value() & 0x7f'ffff) < 256;
}

}  // namespace joincast

template <>
struct std::hash<joincast::ServiceNumber> {
  std::size_t operator()(joincast::ServiceNumber number) const noexcept { return number.group_id(); }
};
