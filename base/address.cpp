// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/address.h"

#include <arpa/inet.h>

#include <charconv>

namespace joincast {

std::string to_string(const IpAddress& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(address.is_v4() ? AF_INET : AF_INET6, address.octets().data(), text.data(), text.size());
  return text.data();
}

std::optional<IpAddress> parse_address(std::string_view text) {
  std::array<char, INET6_ADDRSTRLEN> copy{};  // inet_pton wants an end
  if (text.size() >= copy.size() || text.find('\0') != text.npos) return std::nullopt;
  text.copy(copy.data(), text.size());
  std::array<std::uint8_t, 16> octets{};
  if (inet_pton(AF_INET, copy.data(), octets.data()) == 1) return IpAddress::v4(std::span(octets).first<4>());
  if (inet_pton(AF_INET6, copy.data(), octets.data()) == 1) return IpAddress::v6(octets);
  return std::nullopt;
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

std::string to_string(const Prefix& prefix) {
  return to_string(prefix.address) + '/' + std::to_string(prefix.length);
}

bool contains(const Prefix& prefix, const IpAddress& address) noexcept {
  return prefix.address.family() == address.family() && make_prefix(address, prefix.length).address == prefix.address;
}

}  // namespace joincast
