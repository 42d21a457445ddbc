// SPDX-License-Identifier: LGPL-2.1-or-later
#include <array>
#include <optional>

#include "fetch/client.h"

namespace joincast::fetch {
namespace {

constexpr std::array<Prefix, 9> kInsideV4 = {{
    {IpAddress::v4(0x0000'0000), 8},   // "this host"
    {IpAddress::v4(0x0a00'0000), 8},   // private
    {IpAddress::v4(0x6440'0000), 10},  // shared by a provider's customers
    {IpAddress::v4(0x7f00'0000), 8},   // loopback
    {IpAddress::v4(0xa9fe'0000), 16},  // link-local
    {IpAddress::v4(0xac10'0000), 12},  // private
    {IpAddress::v4(0xc000'0000), 24},  // protocol assignments
    {IpAddress::v4(0xc0a8'0000), 16},  // private
    {IpAddress::v4(0xe000'0000), 3},   // multicast, reserved, broadcast
}};

bool is_inside_v4(std::uint32_t address) noexcept {
  for (const Prefix& range : kInsideV4)
    if ((address ^ range.address.v4_value()) >> (32 - range.length) == 0) return true;
  return false;
}

/// What an IPv6 address says of an IPv4 one: ::ffff:0:0/96, ::/96 and 64:ff9b::/96.
std::optional<std::uint32_t> embedded(ByteView octets) noexcept {
  constexpr std::array<std::uint8_t, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  constexpr std::array<std::uint8_t, 12> kCompatible = {};
  constexpr std::array<std::uint8_t, 12> kTranslated = {0, 0x64, 0xff, 0x9b};
  for (const auto& prefix : {kMapped, kCompatible, kTranslated})
    if (std::equal(prefix.begin(), prefix.end(), octets.begin())) {
      ByteReader in(octets.subspan(prefix.size()));
      return in.u32();
    }
  return std::nullopt;
}

}  // namespace

bool is_private(const IpAddress& address) noexcept {
  if (address.is_v4()) return is_inside_v4(address.v4_value());
  const ByteView octets = address.octets();
  if (const auto v4 = embedded(octets)) return is_inside_v4(*v4);  // :: and ::1 among them
  const unsigned first = octets[0];
  const unsigned second = octets[1];
  const bool unique_local = (first & 0xfe) == 0xfc;                     // fc00::/7
  const bool one_link_or_site = first == 0xfe && (second & 0x80) != 0;  // fe80::/10, fec0::/10
  return unique_local || one_link_or_site || first == 0xff;
}

}  // namespace joincast::fetch
