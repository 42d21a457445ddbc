// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/response_head.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "playlist/text.h"

namespace joincast::fetch {

using playlist::clean_text;
using playlist::kBlanks;
using playlist::leading_number;
using playlist::lower;
using playlist::same_word;
using playlist::trim;

ResponseHead::Progress ResponseHead::line(std::string_view line) {
  if (line.size() > max_octets_ - octets_) return Progress::too_large;
  octets_ += line.size();
  const std::string_view text = trim(line);
  if (text.starts_with("HTTP/") || text.starts_with("ICY ")) {
    status_line(text);
    return Progress::more;
  }
  if (!text.empty()) {
    const std::size_t colon = text.find(':');
    if (colon != std::string_view::npos) field(trim(text.substr(0, colon)), trim(text.substr(colon + 1)));
    return Progress::more;
  }
  const int kind = headers_.status / 100;
  const bool another_follows = kind == 1 || (kind == 3 && has_location_);
  return another_follows ? Progress::more : Progress::complete;
}

void ResponseHead::status_line(std::string_view line) {
  headers_ = {};
  has_location_ = false;
  const std::string_view rest = trim(line.substr(std::min(line.find(' '), line.size())));
  status_text_ = clean_text(rest);
  headers_.status = static_cast<int>(std::min(leading_number(rest), std::uint32_t{999}));
}

void ResponseHead::field(std::string_view name, std::string_view value) {
  const auto is = [name](std::string_view wanted) { return same_word(name, wanted); };
  if (is("content-type")) {
    headers_.content_type = lower(clean_text(value.substr(0, value.find(';'))));
  } else if (is("icy-name")) {
    headers_.name = clean_text(value);
  } else if (is("ice-name")) {
    if (headers_.name.empty()) headers_.name = clean_text(value);
  } else if (is("icy-description")) {
    headers_.description = clean_text(value);
  } else if (is("icy-genre")) {
    headers_.genre = clean_text(value);
  } else if (is("icy-url")) {
    headers_.station_url = clean_text(value);
  } else if (is("server")) {
    headers_.server = clean_text(value);
  } else if (is("icy-br")) {
    headers_.bitrate_kbps = leading_number(value);
  } else if (is("icy-metaint")) {
    headers_.metaint = leading_number(value);
  } else if (is("location")) {
    has_location_ = true;
  }
}

PageVerdict looks_like_page(std::string_view start) noexcept {
  constexpr std::string_view kMark = "\xef\xbb\xbf";
  constexpr std::size_t kMostBlanks = 512;
  constexpr std::array<std::string_view, 10> kTags = {"<!doctype", "<!--",  "<html",   "<head",  "<body",
                                                      "<?xml",     "<meta", "<script", "<title", "<iframe"};
  if (start.starts_with(kMark)) start.remove_prefix(kMark.size());
  const std::size_t begin = start.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return start.size() < kMostBlanks ? PageVerdict::need_more : PageVerdict::no;
  start.remove_prefix(begin);
  for (const std::string_view tag : kTags) {
    const std::size_t compared = std::min(tag.size(), start.size());
    if (!same_word(start.substr(0, compared), tag.substr(0, compared))) continue;
    return compared == tag.size() ? PageVerdict::page : PageVerdict::need_more;
  }
  return PageVerdict::no;
}

bool is_page_type(std::string_view content_type) noexcept {
  return content_type == "text/html" || content_type == "application/xhtml+xml";
}

bool is_playlist_type(std::string_view content_type) noexcept {
  constexpr std::array<std::string_view, 9> kTypes = {
      "audio/x-mpegurl", "audio/mpegurl",       "application/x-mpegurl", "application/vnd.apple.mpegurl",
      "audio/x-scpls",   "application/pls+xml", "application/xspf+xml",  "video/x-ms-asf",
      "audio/scpls"};
  return std::ranges::find(kTypes, content_type) != kTypes.end();
}

}  // namespace joincast::fetch
