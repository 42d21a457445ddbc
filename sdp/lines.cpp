// SPDX-License-Identifier: LGPL-2.1-or-later
#include "sdp/lines.h"

#include <bit>
#include <cstdint>
#include <cstring>

namespace joincast::sdp {
namespace {

/// The top bit of each octet below 0x20, exact up to the lowest one (Mycroft).
constexpr std::uint64_t controls(std::uint64_t octets) noexcept {
  return (octets - 0x2020'2020'2020'2020u) & ~octets & 0x8080'8080'8080'8080u;
}

constexpr bool ends_line(char c) noexcept { return c == '\r' || c == '\n' || c == '\0'; }

/// Where the first CR, LF or NUL from `at` on stands, else the size. Lines are short: eight octets at a time
/// beat three searches.
std::size_t find_line_end(std::string_view text, std::size_t at) noexcept {
  while (text.size() - at >= 8) {
    std::uint64_t octets = 0;
    std::memcpy(&octets, text.data() + at, sizeof octets);
    const std::uint64_t found = controls(octets);
    if (found == 0) {
      at += 8;
      continue;
    }
    if constexpr (std::endian::native == std::endian::little)
      at += static_cast<std::size_t>(std::countr_zero(found)) / 8;
    if (ends_line(text[at])) return at;
    ++at;  // a tab, perhaps
  }
  while (at < text.size() && !ends_line(text[at])) ++at;
  return at;
}

}  // namespace

bool Lines::ended_badly(Judge& judge) {
  if (told_) return true;
  told_ = true;
  return judge.forgive(Sin::bare_line_end);
}

bool Lines::next(Judge& judge, std::string_view& line) {
  if (at_ >= text_.size()) return false;
  const std::size_t end = find_line_end(text_, at_);
  if (end < text_.size() && text_[end] == '\0') {
    text_ = text_.substr(0, end);
    cut_ = true;
    if (end == at_) return false;
  }
  judge.enter(++number_);
  if (number_ > judge.limits().lines) return judge.refuse(ParseErrc::over_limit);
  line = text_.substr(at_, end - at_);
  const bool final = end == text_.size();
  const bool crlf = text_.size() - end >= 2 && text_[end] == '\r' && text_[end + 1] == '\n';
  at_ = end + (crlf ? 2 : 1);
  if (final) return judge.forgive(Sin::no_final_line_end);
  return crlf || ended_badly(judge);
}

}  // namespace joincast::sdp
