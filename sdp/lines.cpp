// SPDX-License-Identifier: LGPL-2.1-or-later
#include "sdp/lines.h"

#include <bit>
#include <cstdint>
#include <cstring>

namespace joincast::sdp {
namespace {

/// The top bit of each octet that is zero, exact up to the lowest one (Mycroft).
constexpr std::uint64_t zeros(std::uint64_t octets) noexcept {
  return (octets - 0x0101'0101'0101'0101u) & ~octets & 0x8080'8080'8080'8080u;
}

/// Where the first CR or LF from `at` on stands, else the size. Lines are short: eight octets at a time beat
/// two searches.
std::size_t find_line_end(std::string_view text, std::size_t at) noexcept {
  constexpr std::uint64_t kEach = 0x0101'0101'0101'0101u;
  for (; text.size() - at >= 8; at += 8) {
    std::uint64_t octets = 0;
    std::memcpy(&octets, text.data() + at, sizeof octets);
    const std::uint64_t found = zeros(octets ^ kEach * '\r') | zeros(octets ^ kEach * '\n');
    if (found == 0) continue;
    if constexpr (std::endian::native != std::endian::little) break;
    return at + static_cast<std::size_t>(std::countr_zero(found)) / 8;
  }
  while (at < text.size() && text[at] != '\r' && text[at] != '\n') ++at;
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
  judge.enter(++number_);
  if (number_ > judge.limits().lines) return judge.refuse(ParseErrc::over_limit);
  const std::size_t end = find_line_end(text_, at_);
  line = text_.substr(at_, end - at_);
  const bool final = end == text_.size();
  const bool crlf = text_.size() - end >= 2 && text_[end] == '\r' && text_[end + 1] == '\n';
  at_ = end + (crlf ? 2 : 1);
  if (final) return judge.forgive(Sin::no_final_line_end);
  return crlf || ended_badly(judge);
}

}  // namespace joincast::sdp
