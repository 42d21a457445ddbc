// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/service_number.h"

#include <array>
#include <charconv>

namespace joincast {
namespace {

constexpr std::uint32_t kFirstPoolOffset = 256;
constexpr std::uint32_t kLastPooledStation = 0xfdff;

/// Up to `longest` hexadecimal digits and nothing else.
std::optional<std::uint32_t> hexadecimal(std::string_view digits, std::size_t longest) {
  std::uint32_t value = 0;
  if (digits.empty() || digits.size() > longest) return std::nullopt;
  const auto [end, error] = std::from_chars(digits.begin(), digits.end(), value, 16);
  if (error != std::errc{} || end != digits.end()) return std::nullopt;
  return value;
}

/// RFC 3306: ff, flags 3 and scope, reserved, plen, prefix (64), group ID (32).
std::optional<Prefix> rfc3306_prefix(const IpAddress& group) {
  const ByteView octets = group.octets();
  if (!group.is_v6() || octets[0] != 0xff || octets[1] >> 4 != 3 || octets[2] != 0) return std::nullopt;
  const std::uint8_t length = octets[3];
  if (length == 0 || length > 64) return std::nullopt;  // 0: source-specific, no prefix
  std::array<std::uint8_t, 16> address{};
  for (std::size_t i = 0; i < 8; ++i) address[i] = octets[4 + i];
  return make_prefix(IpAddress::v6(address), length);
}

}  // namespace

std::optional<ServiceNumber> parse_service_number(std::string_view text) {
  if (text.starts_with("0x") || text.starts_with("0X")) {
    const auto value = hexadecimal(text.substr(2), 8);
    return value ? ServiceNumber::from_group_id(*value) : std::nullopt;
  }
  const std::size_t colon = text.find(':');
  if (colon == text.npos) return std::nullopt;
  const auto high = hexadecimal(text.substr(0, colon), 4);
  const auto low = hexadecimal(text.substr(colon + 1), 4);
  if (!high || !low) return std::nullopt;
  return ServiceNumber::from_group_id(*high << 16 | *low);
}

std::string to_string(ServiceNumber number) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (int shift = 28; shift >= 0; shift -= 4) {
    text += kDigits[number.group_id() >> shift & 0xf];
    if (shift == 16) text += ':';
  }
  return text;
}

IpAddress service_group(ServiceNumber number, const Prefix& prefix, Scope scope) {
  std::array<std::uint8_t, 16> octets{};
  if (prefix.address.is_link_local()) scope = Scope::link;
  octets[0] = 0xff;
  octets[1] = static_cast<std::uint8_t>(0x30 | static_cast<unsigned>(scope));
  octets[3] = 64;
  for (std::size_t i = 0; i < 8; ++i) octets[4 + i] = prefix.address.octets()[i];
  for (std::size_t i = 0; i < 4; ++i) octets[12 + i] = static_cast<std::uint8_t>(number.group_id() >> (24 - 8 * i));
  return IpAddress::v6(octets);
}

std::optional<Prefix> prefix_of_group(const IpAddress& group) { return rfc3306_prefix(group); }

std::optional<ServiceNumber> service_of_group(const IpAddress& group, const Prefix& prefix) {
  const auto carried = rfc3306_prefix(group);
  if (!carried || !prefix.address.is_v6() || carried->address != make_prefix(prefix.address, 64).address)
    return std::nullopt;
  return ServiceNumber::from_group_id(group.group_id());
}

std::optional<IpAddress> service_group_v4(ServiceNumber number, const Prefix& pool) {
  if (!pool.address.is_v4() || pool.length > 16 || number.directory() != 0 || number.station() > kLastPooledStation)
    return std::nullopt;
  const IpAddress group = IpAddress::v4(pool.address.v4_value() + kFirstPoolOffset + number.station());
  if (collides_with_local_control(group)) return std::nullopt;
  return group;
}

std::optional<ServiceNumber> service_of_group_v4(const IpAddress& group, const Prefix& pool) {
  if (pool.length > 16 || !contains(pool, group)) return std::nullopt;
  const std::uint32_t offset = group.v4_value() - pool.address.v4_value();
  if (offset < kFirstPoolOffset || offset - kFirstPoolOffset > kLastPooledStation) return std::nullopt;
  if (collides_with_local_control(group)) return std::nullopt;
  return ServiceNumber(offset - kFirstPoolOffset);
}

}  // namespace joincast
