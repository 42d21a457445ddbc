// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <string_view>

#include "sdp/judge.h"

namespace joincast::sdp {

/// Cuts a text into lines at CRLF, and at LF or CR alone as a sin; in time linear to the text, which ends at
/// a NUL.
class Lines {
 public:
  explicit Lines(std::string_view text) noexcept : text_(text) {}

  /// The next line without its end; the judge enters it. False: no more, or refused.
  bool next(Judge& judge, std::string_view& line);

  bool cut() const noexcept { return cut_; }  ///< at a NUL

 private:
  bool ended_badly(Judge& judge);

  std::string_view text_;
  std::size_t at_ = 0;
  std::uint32_t number_ = 0;
  bool told_ = false;  ///< a bare line end
  bool cut_ = false;
};

}  // namespace joincast::sdp
