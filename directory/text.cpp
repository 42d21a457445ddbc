// SPDX-License-Identifier: LGPL-2.1-or-later
#include "directory/text.h"

#include <array>
#include <charconv>
#include <cstdint>

#include "base/text.h"
#include "directory/station.h"

namespace joincast::directory {
namespace {

struct Entity {
  std::string_view word;
  std::string_view means;
};

constexpr std::array<Entity, 6> kEntities = {
    {{"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}, {"nbsp", " "}}};
constexpr std::size_t kLongestReference = 10;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_control(unsigned char octet) { return octet < 0x20 || octet == 0x7f; }

void append_character(std::string& out, std::uint32_t c) {
  if (c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0xd800 && c < 0xe000) || c > 0x10'ffff) {
    out += ' ';
  } else if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xc0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3f));
  } else if (c < 0x1'0000) {
    out += static_cast<char>(0xe0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3f));
    out += static_cast<char>(0x80 | (c & 0x3f));
  } else {
    out += static_cast<char>(0xf0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 0x3f));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3f));
    out += static_cast<char>(0x80 | (c & 0x3f));
  }
}

/// `amp`, `#38`, `#x26`; false: it is no reference, and stays as it stands.
bool append_reference(std::string& out, std::string_view name) {
  for (const auto& [word, means] : kEntities) {
    if (name != word) continue;
    out += means;
    return true;
  }
  if (name.size() < 2 || name[0] != '#') return false;
  const bool hex = lower(name[1]) == 'x';
  const std::string_view digits = name.substr(hex ? 2 : 1);
  std::uint32_t character = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), character, hex ? 16 : 10);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) return false;
  append_character(out, character);
  return true;
}

/// UTF-8 that was taken for ISO 8859-1 and made UTF-8 once more: `CafÃ©`. Anything else stays as it is.
std::string undo_double_utf8(std::string_view text) {
  std::string once;
  bool any = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead < 0x80) {
      once += text[i];
      continue;
    }
    if (lead > 0xc3 || i + 1 == text.size()) return std::string(text);
    once += static_cast<char>((lead & 3) << 6 | (static_cast<unsigned char>(text[++i]) & 0x3f));
    any = true;
  }
  return any && valid_utf8(once) ? once : std::string(text);
}

}  // namespace

std::string resolve_references(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t end = text[i] == '&' ? text.substr(0, i + kLongestReference + 1).find(';', i) : text.npos;
    if (end != text.npos && append_reference(out, text.substr(i + 1, end - i - 1))) {
      i = end;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string mend_utf8(std::string_view text) {
  if (valid_utf8(text)) return undo_double_utf8(text);
  std::string out;
  bool any = false;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t length = 1;
    const bool ascii = static_cast<unsigned char>(text[i]) < 0x80;
    while (!ascii && length < 4 && i + length < text.size() && !valid_utf8(text.substr(i, length))) ++length;
    const bool good = valid_utf8(text.substr(i, length));
    if (good) out += text.substr(i, length);
    any = any || (good && !ascii);
    i += good ? length : 1;
  }
  return any ? out : windows1252_to_utf8(text);
}

std::string without_controls(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto octet = static_cast<unsigned char>(text[i]);
    const bool c1 = octet == 0xc2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xa0;
    if (c1) ++i;
    if (c1 || is_control(octet) || octet == ' ') {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else {
      out += static_cast<char>(octet);
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string clean_text(std::string_view text, std::size_t max_octets) {
  std::string out = mend_utf8(text.substr(0, 4 * max_octets + 64));
  for (int twice = 0; twice < 2 && out.find('&') != std::string::npos; ++twice) out = resolve_references(out);
  out = without_controls(out);
  out.resize(cut_utf8(out, max_octets).size());
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace joincast::directory
