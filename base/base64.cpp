// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/base64.h"

#include <cstddef>
#include <cstdint>

namespace joincast {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

std::optional<Bytes> from_base64(std::string_view text) {
  while (!text.empty() && text.back() == '=') text.remove_suffix(1);
  if (text.size() % 4 == 1) return std::nullopt;
  Bytes out;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : text) {
    const std::size_t value = kAlphabet.find(c);
    if (value == kAlphabet.npos) return std::nullopt;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    held += 6;
    if (held >= 8) out.push_back(static_cast<std::uint8_t>(bits >> (held -= 8)));
  }
  return out;
}

std::string to_base64(ByteView octets) {
  std::string out;
  for (std::size_t at = 0; at < octets.size(); at += 3) {
    const auto octet = [&](std::size_t i) { return at + i < octets.size() ? std::uint32_t{octets[at + i]} : 0u; };
    const std::uint32_t bits = octet(0) << 16 | octet(1) << 8 | octet(2);
    for (std::size_t i = 0; i < 4; ++i) out += at + i <= octets.size() ? kAlphabet[bits >> (18 - 6 * i) & 63u] : '=';
  }
  return out;
}

}  // namespace joincast
