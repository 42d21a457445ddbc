// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/export.h"
#include "fetch/stream_event.h"

namespace joincast::fetch {

/// Collects the header lines of a response, and of those that redirected to it. Sans I/O.
class JOINCAST_EXPORT ResponseHead {
 public:
  /// `max_octets`: of header lines in all, over all responses.
  explicit ResponseHead(std::size_t max_octets) noexcept : max_octets_(max_octets) {}

  enum class Progress : std::uint8_t {
    more,       ///< this response's header goes on, or another response follows it (1xx, redirect)
    complete,   ///< the final response's header is whole
    too_large,  ///< over max_octets; nothing was kept of this line
  };

  /// One line with its line end, as it came. A status line begins a new response; the blank line ends one.
  Progress line(std::string_view line);

  const Headers& headers() const noexcept { return headers_; }
  std::string_view status_text() const noexcept { return status_text_; }  ///< `404 Not Found`
  bool any() const noexcept { return octets_ > 0; }                       ///< some line came

 private:
  void status_line(std::string_view line);
  void field(std::string_view name, std::string_view value);

  std::size_t max_octets_;
  std::size_t octets_ = 0;
  Headers headers_;
  std::string status_text_;
  bool has_location_ = false;
};

/// What the first octets of a body say about it.
enum class PageVerdict : std::uint8_t { no, page, need_more };

/// Whether a body begins like a web page, whatever its content type: blanks, then a tag that HTML or XML
/// begins with. Decides within the first 600 octets.
JOINCAST_EXPORT PageVerdict looks_like_page(std::string_view start) noexcept;

/// `text/html` and its kin.
JOINCAST_EXPORT bool is_page_type(std::string_view content_type) noexcept;

/// M3U, PLS, XSPF, ASX: names streams, is none.
JOINCAST_EXPORT bool is_playlist_type(std::string_view content_type) noexcept;

}  // namespace joincast::fetch
