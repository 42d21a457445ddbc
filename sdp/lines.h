// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "sdp/judge.h"

namespace joincast::sdp {

/// Cuts a text into lines at CRLF, and at LF or CR alone as a sin; in time linear to the text, which ends at
/// a NUL.
class Lines {
 public:
  explicit Lines(std::string_view text) noexcept : at_(text.data()), end_(text.data() + text.size()) {}

  /// The next line without its end; the judge enters it. False: no more, or refused.
  bool next(Judge& judge, std::string_view& line);

  bool cut() const noexcept { return cut_; }  ///< at a NUL

 private:
  bool next_without_crlf(Judge& judge, std::string_view& line, const char* end);
  const char* find_end() const noexcept;

  const char* at_;   ///< where the next line begins
  const char* end_;  ///< of the text, or the NUL in it
  std::uint32_t number_ = 0;
  bool told_ = false;  ///< a bare line end
  bool cut_ = false;
};

inline bool Lines::next(Judge& judge, std::string_view& line) {
  const char* end = find_end();
  const bool crlf = end_ - end >= 2 && end[0] == '\r' && end[1] == '\n';
  if (!crlf || number_ >= judge.limits().lines) return next_without_crlf(judge, line, end);
  judge.enter(++number_);
  line = std::string_view(at_, static_cast<std::size_t>(end - at_));
  at_ = end + 2;
  return true;
}

}  // namespace joincast::sdp
