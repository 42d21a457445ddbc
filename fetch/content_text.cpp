// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/content_text.h"

#include <algorithm>
#include <array>
#include <string>

#include "playlist/text.h"

namespace joincast::fetch {

using playlist::begins_with_word;
using playlist::find_word;
using playlist::kBlanks;
using playlist::lower;
using playlist::same_word;
using playlist::take_line;
using playlist::trim;
using playlist::without_mark;

namespace {

constexpr std::size_t kLookedAt = 512;      // octets that are to be text
constexpr std::size_t kEnoughOfText = 256;  // to call it text and nothing else
constexpr std::size_t kLongestRoot = 64;

ContentVerdict more(ContentKind kind) { return {kind, true, "too little of it came"}; }

bool is_page_tag(std::string_view name) {
  constexpr std::array<std::string_view, 28> kTags = {"html",  "head",  "body", "title",  "script", "meta", "link",
                                                      "style", "div",   "span", "p",      "a",      "br",   "center",
                                                      "form",  "font",  "b",    "i",      "h1",     "h2",   "table",
                                                      "audio", "video", "ul",   "object", "iframe", "img",  "frameset"};
  return std::ranges::any_of(kTags, [name](std::string_view tag) { return same_word(tag, name); });
}

ContentVerdict kind_of_root(std::string_view name) {
  const std::string why = "its first element is <" + lower(name) + '>';
  if (same_word(name, "asx")) return {ContentKind::asx, false, why};
  if (same_word(name, "opml")) return {ContentKind::opml, false, why};
  if (same_word(name, "playlist") || name.ends_with(":playlist")) return {ContentKind::xspf, false, why};
  if (is_page_tag(name)) return {ContentKind::html, false, why};
  return {ContentKind::other_xml, false, why};
}

/// `<?xml ...?><!-- --><!DOCTYPE ...><root`: the text begins with `<`.
ContentVerdict kind_of_markup(std::string_view text, bool whole) {
  for (;;) {
    text = trim(text);
    std::string_view end = ">";
    if (text.starts_with("<!--")) {
      end = "-->";
    } else if (text.starts_with("<?")) {
      end = "?>";
    } else if (begins_with_word(text, "<!doctype")) {
      const std::string_view named = trim(text.substr(std::string_view("<!doctype").size()));
      if (begins_with_word(named, "html")) return {ContentKind::html, false, "begins with <!doctype html>"};
    } else {
      break;
    }
    const std::size_t found = text.find(end);
    if (found == std::string_view::npos)
      return whole ? ContentVerdict{ContentKind::other_xml, false, "is XML"} : more(ContentKind::other_xml);
    text.remove_prefix(found + end.size());
  }
  if (!text.starts_with('<'))
    return whole || !text.empty() ? ContentVerdict{ContentKind::text, false, "is text"} : more(ContentKind::other_xml);
  text.remove_prefix(1);
  const std::size_t end = text.find_first_of(" \t\r\n/>");
  if (end == std::string_view::npos && !whole && text.size() < kLongestRoot) return more(ContentKind::other_xml);
  return kind_of_root(text.substr(0, std::min({end, text.size(), kLongestRoot})));
}

ContentVerdict kind_of_json(std::string_view text, bool whole) {
  if (find_word(text.substr(0, kSniffOctets), "\"icestats\"") != std::string_view::npos)
    return {ContentKind::icecast_list, false, "has \"icestats\""};
  return {ContentKind::other_json, !whole && text.size() < kLookedAt, "begins like JSON"};
}

ContentVerdict kind_of_m3u(std::string_view text, bool whole) {
  if (text.find("#EXT-X-STREAM-INF") != std::string_view::npos)
    return {ContentKind::hls_master, !whole, "has #EXT-X-STREAM-INF"};
  if (text.find("#EXT-X-TARGETDURATION") != std::string_view::npos)
    return {ContentKind::hls_media, !whole, "has #EXT-X-TARGETDURATION"};
  return {ContentKind::m3u, !whole, "begins with #EXTM3U"};
}

/// The first line that is no comment is an address.
bool lists_addresses(std::string_view text) {
  while (!text.empty()) {
    const std::string_view line = trim(take_line(text));
    if (line.empty() || line[0] == '#') continue;
    return (begins_with_word(line, "http://") || begins_with_word(line, "https://")) &&
           line.find_first_of(kBlanks) == std::string_view::npos;
  }
  return false;
}

}  // namespace

bool looks_like_text(std::string_view start) noexcept {
  return std::ranges::all_of(without_mark(start).substr(0, kLookedAt), [](char c) {
    const auto octet = static_cast<unsigned char>(c);
    return octet >= 0x20 ? octet != 0x7f : c == '\t' || c == '\n' || c == '\r' || c == '\f' || octet == 0x1b;
  });
}

ContentVerdict text_kind(std::string_view start, bool whole) {
  const std::string_view text = trim(without_mark(start));
  if (text.empty()) return {ContentKind::text, !whole, "is blank"};
  const auto says = [text](std::string_view word) { return begins_with_word(text, word); };
  if (says("[playlist]")) return {ContentKind::pls, !whole, "begins with [playlist]"};
  if (says("[reference]")) return {ContentKind::asx, !whole, "begins with [Reference]"};
  if (says("#EXTM3U")) return kind_of_m3u(text, whole);
  if (text[0] == '<') return kind_of_markup(text, whole);
  if (text[0] == '{') return kind_of_json(text, whole);
  if (lists_addresses(text)) return {ContentKind::m3u, !whole, "its first line is an address"};
  return {ContentKind::text, !whole && text.size() < kEnoughOfText, "is text"};
}

}  // namespace joincast::fetch
