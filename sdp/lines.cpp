// SPDX-License-Identifier: LGPL-2.1-or-later
#include "sdp/lines.h"

#include <bit>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace joincast::sdp {
namespace {

constexpr bool ends_line(char c) noexcept { return c == '\r' || c == '\n' || c == '\0'; }

#ifdef __SSE2__
constexpr std::ptrdiff_t kStride = 16;

/// How many octets below 0x20 is the first one; kStride: there is none.
std::ptrdiff_t first_control(const char* octets) noexcept {
  __m128i word;
  std::memcpy(&word, octets, sizeof word);
  const __m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(word, _mm_set1_epi8(0x1f)), word);
  return std::countr_zero(static_cast<unsigned>(_mm_movemask_epi8(controls)) | 1u << kStride);
}
#else
constexpr std::ptrdiff_t kStride = 8;

/// How many octets stand in front of the first one below 0x20; kStride: there is none (Mycroft).
std::ptrdiff_t first_control(const char* octets) noexcept {
  std::uint64_t word = 0;
  std::memcpy(&word, octets, sizeof word);
  if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
  return std::countr_zero((word - 0x2020'2020'2020'2020u) & ~word & 0x8080'8080'8080'8080u) / 8;
}
#endif

}  // namespace

/// Where the first CR, LF or NUL from at_ on stands, else the end. Lines are short: one look at many octets at a time
/// beats three searches.
const char* Lines::find_end() const noexcept {
  const char* at = at_;
  while (end_ - at >= kStride) {
    const std::ptrdiff_t found = first_control(at);
    at += found;
    if (found == kStride) continue;
    if (ends_line(*at)) return at;
    ++at;  // a tab, perhaps
  }
  while (at != end_ && !ends_line(*at)) ++at;
  return at;
}

bool Lines::next_without_crlf(Judge& judge, std::string_view& line, const char* end) {
  if (at_ == end_) return false;
  if (end != end_ && *end == '\0') {
    end_ = end;
    cut_ = true;
    if (end == at_) return false;
  }
  judge.enter(++number_);
  if (number_ > judge.limits().lines) return judge.refuse(ParseErrc::over_limit);
  line = std::string_view(at_, static_cast<std::size_t>(end - at_));
  at_ = end == end_ ? end_ : end + 1;
  if (end == end_) return judge.forgive(Sin::no_final_line_end);
  if (told_) return true;
  told_ = true;
  return judge.forgive(Sin::bare_line_end);
}

}  // namespace joincast::sdp
