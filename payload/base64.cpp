// SPDX-License-Identifier: LGPL-2.1-or-later
#include "payload/base64.h"

namespace joincast::payload {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

std::optional<Bytes> from_base64(std::string_view text) {
  for (int i = 0; i < 2 && text.ends_with('='); ++i) text.remove_suffix(1);
  if (text.size() % 4 == 1) return std::nullopt;
  Bytes octets;
  octets.reserve(text.size() * 3 / 4);
  std::uint32_t word = 0;
  unsigned bits = 0;
  for (const char c : text) {
    const std::size_t value = kAlphabet.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    word = word << 6 | static_cast<std::uint32_t>(value);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    octets.push_back(static_cast<std::uint8_t>(word >> bits));
  }
  return octets;
}

std::string to_base64(ByteView octets) {
  std::string text;
  text.reserve((octets.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < octets.size(); at += 3) {
    const auto octet = [&](std::size_t i) { return at + i < octets.size() ? std::uint32_t{octets[at + i]} : 0; };
    const std::uint32_t word = octet(0) << 16 | octet(1) << 8 | octet(2);
    for (unsigned i = 0; i < 4; ++i)
      text.push_back(at + i > octets.size() ? '=' : kAlphabet[word >> (18 - 6 * i) & 63]);
  }
  return text;
}

}  // namespace joincast::payload
