// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace joincast {
namespace {

/// Four decimal numbers without leading zeros, and nothing else.
bool read_v4(std::string_view text, std::span<std::uint8_t, 4> out) noexcept {
  for (std::size_t i = 0; i < 4; ++i) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + std::min<std::size_t>(text.size(), 3), out[i]);
    const auto length = static_cast<std::size_t>(end - text.data());
    if (error != std::errc{} || (length > 1 && text.front() == '0')) return false;
    text.remove_prefix(length);
    if (i == 3) return text.empty();
    if (!text.starts_with('.')) return false;
    text.remove_prefix(1);
  }
  return false;
}

/// The values of hexadecimal digits by their octets; 16: it is none.
constexpr auto kHexValues = [] {
  std::array<std::uint8_t, 256> table{};
  table.fill(16);
  for (std::uint8_t i = 0; i < 16; ++i) {
    table[static_cast<std::uint8_t>("0123456789abcdef"[i])] = i;
    table[static_cast<std::uint8_t>("0123456789ABCDEF"[i])] = i;
  }
  return table;
}();

/// Up to four hexadecimal digits; how many there are.
std::size_t read_group(std::string_view text, std::uint32_t& group) noexcept {
  const std::size_t most = std::min<std::size_t>(text.size(), 4);
  std::size_t length = 0;
  for (; length < most; ++length) {
    const std::uint8_t value = kHexValues[static_cast<std::uint8_t>(text[length])];
    if (value == 16) break;
    group = group << 4 | value;
  }
  return length;
}

/// RFC 4291 section 2.2: up to eight groups of up to four digits, one `::`, the last 32 bits perhaps dotted.
std::optional<IpAddress> parse_v6(std::string_view text) noexcept {
  std::array<std::uint8_t, 16> octets{};
  std::size_t filled = 0;
  std::size_t gap = octets.size() + 1;  // where `::` stands; beyond the end: nowhere
  if (text.starts_with("::")) {
    gap = 0;
    text.remove_prefix(2);
  }
  while (!text.empty()) {
    if (filled + 2 > octets.size()) return std::nullopt;
    std::uint32_t group = 0;
    const std::size_t length = read_group(text, group);
    if (length == 0) return std::nullopt;
    if (length < text.size() && text[length] == '.') {
      if (filled + 4 > octets.size() || !read_v4(text, std::span(octets).subspan(filled).first<4>()))
        return std::nullopt;
      filled += 4;
      break;
    }
    octets[filled++] = static_cast<std::uint8_t>(group >> 8);
    octets[filled++] = static_cast<std::uint8_t>(group);
    text.remove_prefix(length);
    if (text.empty()) break;
    if (!text.starts_with(':') || text.size() == 1) return std::nullopt;
    text.remove_prefix(1);
    if (!text.starts_with(':')) continue;
    if (gap <= octets.size()) return std::nullopt;
    gap = filled;
    text.remove_prefix(1);
  }
  if (gap > octets.size()) return filled == octets.size() ? std::optional(IpAddress::v6(octets)) : std::nullopt;
  if (filled == octets.size()) return std::nullopt;  // `::` must stand for something
  std::copy_backward(octets.begin() + static_cast<std::ptrdiff_t>(gap),
                     octets.begin() + static_cast<std::ptrdiff_t>(filled), octets.end());
  std::fill_n(octets.begin() + static_cast<std::ptrdiff_t>(gap), octets.size() - filled, std::uint8_t{0});
  return IpAddress::v6(octets);
}

}  // namespace

std::string to_string(const IpAddress& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(address.is_v4() ? AF_INET : AF_INET6, address.octets().data(), text.data(), text.size());
  return text.data();
}

std::optional<IpAddress> parse_address(std::string_view text) {
  constexpr std::size_t kLongestGroup = 4;  // a colon stands behind it at the latest
  for (std::size_t i = 0; i < text.size() && i <= kLongestGroup; ++i)
    if (text[i] == ':') return parse_v6(text);
  std::array<std::uint8_t, 4> octets{};
  if (!read_v4(text, octets)) return std::nullopt;
  return IpAddress::v4(octets);
}

std::string to_string(const Endpoint& endpoint) {
  const std::string address = to_string(endpoint.address);
  const std::string port = std::to_string(endpoint.port);
  return endpoint.address.is_v4() ? address + ':' + port : '[' + address + "]:" + port;
}

Prefix make_prefix(const IpAddress& address, std::uint8_t length) noexcept {
  std::array<std::uint8_t, 16> octets{};
  const ByteView from = address.octets();
  for (std::size_t bit = 0; bit < length && bit < 8 * from.size(); ++bit)
    octets[bit / 8] = static_cast<std::uint8_t>(octets[bit / 8] | (from[bit / 8] & (0x80u >> bit % 8)));
  return {*IpAddress::from_octets(ByteView(octets).first(from.size())), length};
}

std::optional<Prefix> parse_prefix(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto address = parse_address(text.substr(0, slash));
  if (!address) return std::nullopt;
  const unsigned longest = address->is_v4() ? 32 : 128;
  unsigned length = longest;
  if (slash != text.npos) {
    const std::string_view digits = text.substr(slash + 1);
    const auto [end, error] = std::from_chars(digits.begin(), digits.end(), length);
    if (error != std::errc{} || end != digits.end() || length > longest) return std::nullopt;
  }
  return make_prefix(*address, static_cast<std::uint8_t>(length));
}

std::string to_string(const Prefix& prefix) { return to_string(prefix.address) + '/' + std::to_string(prefix.length); }

bool contains(const Prefix& prefix, const IpAddress& address) noexcept {
  return prefix.address.family() == address.family() && make_prefix(address, prefix.length).address == prefix.address;
}

}  // namespace joincast
