// SPDX-License-Identifier: LGPL-2.1-or-later
#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>

#include "fetch/client.h"

namespace joincast::fetch {
namespace {

constexpr std::array<Prefix, 11> kInsideV4 = {{
    {IpAddress::v4(0x0000'0000), 8},   // "this host"
    {IpAddress::v4(0x0a00'0000), 8},   // private
    {IpAddress::v4(0x6440'0000), 10},  // shared by a provider's customers
    {IpAddress::v4(0x7f00'0000), 8},   // loopback
    {IpAddress::v4(0xa9fe'0000), 16},  // link-local
    {IpAddress::v4(0xac10'0000), 12},  // private
    {IpAddress::v4(0xc000'0000), 24},  // protocol assignments
    {IpAddress::v4(0xc058'6300), 24},  // 6to4 relays
    {IpAddress::v4(0xc0a8'0000), 16},  // private
    {IpAddress::v4(0xc612'0000), 15},  // benchmarking
    {IpAddress::v4(0xe000'0000), 3},   // multicast, reserved, broadcast
}};

bool is_inside_v4(std::uint32_t address) noexcept {
  for (const Prefix& range : kInsideV4)
    if ((address ^ range.address.v4_value()) >> (32 - range.length) == 0) return true;
  return false;
}

bool begins_with(ByteView octets, std::initializer_list<std::uint8_t> start) noexcept {
  return std::equal(start.begin(), start.end(), octets.begin());
}

std::uint32_t word(ByteView octets, std::size_t at) noexcept {
  ByteReader in(octets.subspan(at));
  return in.u32();
}

/// Whether the IPv4 address inside an IPv6 address is inside; nothing when there is none.
std::optional<bool> embedded_is_inside(ByteView octets) noexcept {
  const bool zeros = begins_with(octets, {0, 0, 0, 0, 0, 0, 0, 0});
  const std::uint32_t third = word(octets, 8);
  if (zeros && (third == 0 || third == 0xffff || third == 0xffff'0000))  // ::/96, ::ffff:0:0/96, ::ffff:0:0:0/96
    return is_inside_v4(word(octets, 12));                               // :: and ::1 among them
  if (begins_with(octets, {0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0})) return is_inside_v4(word(octets, 12));
  if (begins_with(octets, {0x20, 0x02})) return is_inside_v4(word(octets, 2));  // 6to4
  if (begins_with(octets, {0x20, 0x01, 0, 0}))  // Teredo: the server, the client inverted
    return is_inside_v4(word(octets, 4)) || is_inside_v4(~word(octets, 12));
  if ((third & ~0x0200'0000u) == 0x0000'5efe) return is_inside_v4(word(octets, 12));  // ISATAP
  return std::nullopt;
}

}  // namespace

bool is_private(const IpAddress& address) noexcept {
  if (address.is_v4()) return is_inside_v4(address.v4_value());
  const ByteView octets = address.octets();
  const unsigned first = octets[0];
  const unsigned second = octets[1];
  const bool unique_local = (first & 0xfe) == 0xfc;                                        // fc00::/7
  const bool one_link_or_site = first == 0xfe && (second & 0x80) != 0;                     // fe80::/10, fec0::/10
  const bool local_translation = begins_with(octets, {0, 0x64, 0xff, 0x9b, 0, 1});         // 64:ff9b:1::/48 (RFC 8215)
  const bool discarded = begins_with(octets, {1, 0, 0, 0, 0, 0, 0, 0});                    // 100::/64 (RFC 6666)
  const bool orchid = begins_with(octets, {0x20, 0x01, 0}) && (octets[3] & 0xe0) == 0x20;  // 2001:20::/27
  if (unique_local || one_link_or_site || first == 0xff || local_translation || discarded || orchid) return true;
  return embedded_is_inside(octets).value_or(false);
}

}  // namespace joincast::fetch
