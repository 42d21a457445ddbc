// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <charconv>
#include <concepts>
#include <cstdint>
#include <limits>
#include <string_view>

#include "sdp/session.h"

/// What parser and writer must agree on: the terminals of RFC 8866 section 9.
namespace joincast::sdp {

namespace detail {

/// token-char: visible ASCII without `"(),/:;<=>?@[\]`.
inline constexpr auto kTokenChars = [] {
  std::array<bool, 256> table{};
  for (std::size_t c = 0x21; c < 0x7f; ++c)
    table[c] = std::string_view("\"(),/:;<=>?@[\\]").find(static_cast<char>(c)) == std::string_view::npos;
  return table;
}();

/// Visible ASCII without the delimiters that no URI has (RFC 3986 appendix A).
inline constexpr auto kUriChars = [] {
  std::array<bool, 256> table{};
  for (std::size_t c = 0x21; c < 0x7f; ++c)
    table[c] = std::string_view("\"<>\\^`{|}").find(static_cast<char>(c)) == std::string_view::npos;
  return table;
}();

}  // namespace detail

constexpr bool is_blank(char c) noexcept { return c == ' ' || c == '\t'; }
constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool is_alphanumeric(char c) noexcept {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr char to_lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

/// Equal without regard to the case of ASCII letters.
constexpr bool same_word(std::string_view a, std::string_view b) noexcept {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (to_lower(a[i]) != to_lower(b[i])) return false;
  return true;
}

/// `token`: `rtpmap`, `RTP`, `96`.
constexpr bool is_token(std::string_view text) noexcept {
  for (const char c : text)
    if (!detail::kTokenChars[static_cast<unsigned char>(c)]) return false;
  return !text.empty();
}

/// `non-ws-string`: visible octets, and those above ASCII.
constexpr bool is_word(std::string_view text) noexcept {
  for (const char c : text)
    if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7f) return false;
  return !text.empty();
}

/// `byte-string`: anything that does not end a line or a C string.
constexpr bool is_byte_string(std::string_view text) noexcept {
  for (const char c : text)
    if (c == '\0' || c == '\r' || c == '\n') return false;
  return !text.empty();
}

/// `proto`: tokens joined by slashes.
constexpr bool is_protocol(std::string_view text) noexcept {
  while (true) {
    const std::size_t slash = text.find('/');
    if (!is_token(text.substr(0, slash))) return false;
    if (slash == text.npos) return true;
    text.remove_prefix(slash + 1);
  }
}

/// `FQDN`, with the underscores that real hosts have, and no failed attempt at a dotted quad.
constexpr bool is_host_name(std::string_view text) noexcept {
  bool numeric = true;
  for (const char c : text) {
    if (!is_alphanumeric(c) && c != '-' && c != '.' && c != '_') return false;
    numeric = numeric && (is_digit(c) || c == '.');
  }
  return !text.empty() && !numeric;
}

/// A URI reference as far as a line is concerned.
constexpr bool is_uri(std::string_view text) noexcept {
  for (const char c : text)
    if (!detail::kUriChars[static_cast<unsigned char>(c)]) return false;
  return !text.empty();
}

/// An address that mail goes to stands somewhere in it.
constexpr bool is_email(std::string_view text) noexcept { return is_byte_string(text) && text.find('@') != text.npos; }

/// A number that one can call stands somewhere in it.
constexpr bool is_phone(std::string_view text) noexcept {
  return is_byte_string(text) && text.find_first_of("0123456789") != text.npos;
}

/// Whether a host without a numeric address can be written and read back as it is.
bool is_named_host(const Host& host) noexcept;

/// Whole decimal text into an unsigned number that holds it.
template <std::unsigned_integral Number>
bool to_number(std::string_view text, Number& out) noexcept {
  constexpr std::size_t kAlwaysFits = 19;  // digits, in 64 bits
  if (text.size() > kAlwaysFits) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc{} && end == text.data() + text.size();
  }
  std::uint64_t value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return false;
    value = 10 * value + static_cast<std::uint64_t>(c - '0');
  }
  if (text.empty() || value > std::numeric_limits<Number>::max()) return false;
  out = static_cast<Number>(value);
  return true;
}

/// The next piece of a text up to a separator; the text becomes what is behind it.
constexpr std::string_view split(std::string_view& rest, char separator) noexcept {
  const std::size_t at = rest.find(separator);
  const std::string_view piece = rest.substr(0, at);
  rest.remove_prefix(at == rest.npos ? rest.size() : at + 1);
  return piece;
}

constexpr std::string_view trim(std::string_view text) noexcept {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// The next word behind any blanks; the text becomes what is behind it. Empty: no more.
constexpr std::string_view next_word(std::string_view& rest) noexcept {
  while (!rest.empty() && is_blank(rest.front())) rest.remove_prefix(1);
  std::size_t end = 0;
  while (end < rest.size() && !is_blank(rest[end])) ++end;
  const std::string_view word = rest.substr(0, end);
  rest.remove_prefix(end);
  return word;
}

}  // namespace joincast::sdp
