// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/export.h"

namespace joincast {

enum class Family : std::uint8_t { ipv4, ipv6 };

/// An IPv4 or IPv6 address without a zone. Default: `::`.
class IpAddress {
 public:
  constexpr IpAddress() noexcept = default;

  static constexpr IpAddress v4(std::uint32_t value) noexcept {
    IpAddress address;
    address.family_ = Family::ipv4;
    for (int i = 0; i < 4; ++i)
      address.octets_[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
    return address;
  }
  static constexpr IpAddress v4(std::span<const std::uint8_t, 4> octets) noexcept {
    IpAddress address;
    address.family_ = Family::ipv4;
    for (std::size_t i = 0; i < 4; ++i) address.octets_[i] = octets[i];
    return address;
  }
  static constexpr IpAddress v6(std::span<const std::uint8_t, 16> octets) noexcept {
    IpAddress address;
    for (std::size_t i = 0; i < 16; ++i) address.octets_[i] = octets[i];
    return address;
  }

  /// From 4 or 16 octets in network order; nothing else is an address.
  static constexpr std::optional<IpAddress> from_octets(ByteView octets) noexcept {
    if (octets.size() == 4) return v4(octets.first<4>());
    if (octets.size() == 16) return v6(octets.first<16>());
    return std::nullopt;
  }

  constexpr Family family() const noexcept { return family_; }
  constexpr bool is_v4() const noexcept { return family_ == Family::ipv4; }
  constexpr bool is_v6() const noexcept { return family_ == Family::ipv6; }

  /// 4 or 16 octets in network order; dies with the address.
  constexpr ByteView octets() const noexcept { return {octets_.data(), is_v4() ? 4u : 16u}; }

  /// The IPv4 address as a number; zero for IPv6.
  constexpr std::uint32_t v4_value() const noexcept { return is_v4() ? word(0) : 0; }

  /// The last 32 bits: of an IPv6 multicast address its group ID (RFC 3307).
  constexpr std::uint32_t group_id() const noexcept { return is_v4() ? word(0) : word(12); }

  constexpr bool is_unspecified() const noexcept {
    for (const auto octet : octets())
      if (octet != 0) return false;
    return true;
  }
  constexpr bool is_multicast() const noexcept {
    return is_v4() ? octets_[0] >> 4 == 0xe : octets_[0] == 0xff;
  }
  /// fe80::/10 or 169.254/16.
  constexpr bool is_link_local() const noexcept {
    return is_v4() ? octets_[0] == 169 && octets_[1] == 254 : octets_[0] == 0xfe && (octets_[1] & 0xc0) == 0x80;
  }
  constexpr bool is_loopback() const noexcept {
    if (is_v4()) return octets_[0] == 127;
    for (std::size_t i = 0; i < 15; ++i)
      if (octets_[i] != 0) return false;
    return octets_[15] == 1;
  }
  /// Source-specific by its range: ff3x::/32 or 232/8 (RFC 4607).
  constexpr bool is_source_specific() const noexcept {
    if (is_v4()) return octets_[0] == 232;
    return octets_[0] == 0xff && octets_[1] >> 4 == 3 && octets_[2] == 0 && octets_[3] == 0;
  }

  friend constexpr auto operator<=>(const IpAddress&, const IpAddress&) noexcept = default;

 private:
  constexpr std::uint32_t word(std::size_t at) const noexcept {
    return std::uint32_t{octets_[at]} << 24 | std::uint32_t{octets_[at + 1]} << 16 |
           std::uint32_t{octets_[at + 2]} << 8 | octets_[at + 3];
  }

  Family family_ = Family::ipv6;
  std::array<std::uint8_t, 16> octets_{};
};

/// Dotted decimal, or RFC 5952's canonical form.
JOINCAST_EXPORT std::string to_string(const IpAddress& address);

/// Numeric text only, without zone or brackets; no name is ever looked up.
JOINCAST_EXPORT std::optional<IpAddress> parse_address(std::string_view text);

/// Where a datagram comes from or goes to.
struct Endpoint {
  IpAddress address;
  std::uint16_t port = 0;

  friend constexpr auto operator<=>(const Endpoint&, const Endpoint&) noexcept = default;
};

/// `192.0.2.1:5004` or `[2001:db8::1]:5004`.
JOINCAST_EXPORT std::string to_string(const Endpoint& endpoint);

/// The leading bits of an address (RFC 4291 section 2.3); the bits behind `length` are zero.
struct Prefix {
  IpAddress address;
  std::uint8_t length = 64;  ///< bits, 0..32 for IPv4, 0..128 for IPv6

  friend constexpr auto operator<=>(const Prefix&, const Prefix&) noexcept = default;
};

/// `2001:db8::/64`, host bits allowed and cleared; without a length the whole address.
JOINCAST_EXPORT std::optional<Prefix> parse_prefix(std::string_view text);
JOINCAST_EXPORT std::string to_string(const Prefix& prefix);
JOINCAST_EXPORT Prefix make_prefix(const IpAddress& address, std::uint8_t length) noexcept;
JOINCAST_EXPORT bool contains(const Prefix& prefix, const IpAddress& address) noexcept;

/// A multicast address together with the interface on which it is meant: without one, no join.
struct Group {
  IpAddress address;
  std::uint32_t interface = 0;  ///< the system's interface index; zero: not chosen yet

  friend constexpr auto operator<=>(const Group&, const Group&) noexcept = default;
};

}  // namespace joincast

template <>
struct std::hash<joincast::IpAddress> {
  std::size_t operator()(const joincast::IpAddress& address) const noexcept {
    return std::hash<std::string_view>{}(joincast::as_text(address.octets()));
  }
};

template <>
struct std::hash<joincast::Endpoint> {
  std::size_t operator()(const joincast::Endpoint& endpoint) const noexcept {
    return std::hash<joincast::IpAddress>{}(endpoint.address) * 31 + endpoint.port;
  }
};

template <>
struct std::hash<joincast::Group> {
  std::size_t operator()(const joincast::Group& group) const noexcept {
    return std::hash<joincast::IpAddress>{}(group.address) * 31 + group.interface;
  }
};
