// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/text.h"

#include <array>
#include <cstdint>
#include <cstring>

namespace joincast {
namespace {

constexpr bool continues(unsigned char octet) noexcept { return (octet & 0xc0) == 0x80; }

/// Octets of the character that begins with `lead`; zero: no character begins so.
constexpr std::size_t length_of(unsigned char lead) noexcept {
  if (lead < 0x80) return 1;
  if (lead < 0xc2) return 0;  // a continuation, or overlong
  if (lead < 0xe0) return 2;
  if (lead < 0xf0) return 3;
  return lead < 0xf5 ? 4 : 0;
}

/// The second octet is where overlong forms, surrogates and too high numbers show (RFC 3629 section 4).
constexpr bool second_fits(unsigned char lead, unsigned char second) noexcept {
  switch (lead) {
    case 0xe0: return second >= 0xa0;
    case 0xed: return second < 0xa0;
    case 0xf0: return second >= 0x90;
    case 0xf4: return second < 0x90;
    default: return true;
  }
}

void append_utf8(std::string& out, char16_t character) {
  if (character < 0x80) {
    out += static_cast<char>(character);
  } else if (character < 0x800) {
    out += static_cast<char>(0xc0 | character >> 6);
    out += static_cast<char>(0x80 | (character & 0x3f));
  } else {
    out += static_cast<char>(0xe0 | character >> 12);
    out += static_cast<char>(0x80 | (character >> 6 & 0x3f));
    out += static_cast<char>(0x80 | (character & 0x3f));
  }
}

/// Octets 0x80 to 0x9f of windows-1252.
constexpr std::array<char16_t, 32> kWindows1252 = {0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
                                                   0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008d, 0x017d, 0x008f,
                                                   0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                                   0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178};

}  // namespace

bool valid_utf8(std::string_view text) noexcept {
  std::size_t at = 0;
  while (at < text.size()) {
    if (text.size() - at >= 8) {  // most text is ASCII
      std::uint64_t octets = 0;
      std::memcpy(&octets, text.data() + at, sizeof octets);
      if ((octets & 0x8080'8080'8080'8080u) == 0) {
        at += 8;
        continue;
      }
    }
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = length_of(lead);
    if (length == 0 || length > text.size() - at) return false;
    for (std::size_t i = 1; i < length; ++i)
      if (!continues(static_cast<unsigned char>(text[at + i]))) return false;
    if (length > 1 && !second_fits(lead, static_cast<unsigned char>(text[at + 1]))) return false;
    at += length;
  }
  return true;
}

std::string_view cut_utf8(std::string_view text, std::size_t max_octets) noexcept {
  if (text.size() <= max_octets) return text;
  std::size_t end = max_octets;  // text[end] exists: does it belong to a character that began before?
  for (int back = 0; back < 3 && end > 0 && continues(static_cast<unsigned char>(text[end])); ++back) --end;
  if (continues(static_cast<unsigned char>(text[end]))) end = max_octets;  // not UTF-8
  return text.substr(0, end);
}

std::string latin1_to_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (const char c : text) append_utf8(out, static_cast<unsigned char>(c));
  return out;
}

std::string windows1252_to_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    const auto octet = static_cast<unsigned char>(c);
    append_utf8(out, octet >= 0x80 && octet < 0xa0 ? kWindows1252[octet - 0x80u] : octet);
  }
  return out;
}

std::string guess_utf8(std::string_view text) {
  return valid_utf8(text) ? std::string(text) : windows1252_to_utf8(text);
}

}  // namespace joincast
