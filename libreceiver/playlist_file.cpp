// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/playlist_file.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "base/text.h"

namespace joincast::libreceiver {
namespace {

constexpr std::size_t kLongestName = 512;  // octets

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

bool takes(std::string_view& text, std::string_view prefix) {
  if (text.size() < prefix.size()) return false;
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  if (!std::equal(prefix.begin(), prefix.end(), text.begin(), [&](char a, char b) { return lower(a) == lower(b); }))
    return false;
  text.remove_prefix(prefix.size());
  return true;
}

std::string clean_name(std::string_view name) {
  std::string clean = guess_utf8(trimmed(name));
  std::erase_if(clean, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  return std::string(cut_utf8(clean, kLongestName));
}

void add(Playlist& list, std::string_view place, std::string_view name) {
  std::string text(place);
  // Other players write an empty sender where there is none: `rtp://@239.1.2.3:5004`.
  if (std::string_view rest = text; takes(rest, "rtp://@")) text = "rtp://" + std::string(rest);
  const auto reference = parse_service_reference(text);
  if (!reference || list.entries.size() >= kMostPlaylistEntries)
    ++list.others;
  else
    list.entries.push_back({*reference, clean_name(name)});
}

template <typename OnLine>
void each_line(std::string_view text, OnLine on_line) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    on_line(trimmed(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

/// `#EXTINF:-1 tvg-id="a,b",The name`: the name is behind the first comma outside quotation marks.
std::string_view name_of(std::string_view information) {
  bool quoted = false;
  for (std::size_t i = 0; i < information.size(); ++i) {
    if (information[i] == '"') quoted = !quoted;
    if (information[i] == ',' && !quoted) return information.substr(i + 1);
  }
  return {};
}

Playlist read_m3u(std::string_view text) {
  Playlist list;
  std::string_view name;
  each_line(text, [&](std::string_view line) {
    if (takes(line, "#EXTINF:")) {
      name = name_of(line);
    } else if (!line.empty() && line.front() != '#') {
      add(list, line, name);
      name = {};
    }
  });
  return list;
}

/// `File1=rtp://...` and `Title1=The name`, in the order of their numbers.
Playlist read_pls(std::string_view text) {
  std::map<std::uint32_t, std::pair<std::string_view, std::string_view>> entries;  // place and name
  each_line(text, [&](std::string_view line) {
    const bool file = takes(line, "File");
    if (!file && !takes(line, "Title")) return;
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
    if (error != std::errc() || end == line.data() + line.size() || *end != '=') return;
    if (entries.size() >= kMostPlaylistEntries && !entries.contains(number)) return;
    const std::string_view value = trimmed(line.substr(static_cast<std::size_t>(end - line.data()) + 1));
    (file ? entries[number].first : entries[number].second) = value;
  });
  Playlist list;
  for (const auto& [number, entry] : entries)
    if (!entry.first.empty()) add(list, entry.first, entry.second);
  return list;
}

}  // namespace

Result<Playlist, std::string> read_playlist(std::string_view text) {
  text = text.substr(0, kLongestPlaylist);
  takes(text, "\xef\xbb\xbf");
  if (text.find('\0') != text.npos) return fail("it is no playlist: it is not text");
  std::string_view head = trimmed(text.substr(0, std::min(text.find('\n'), text.size())));
  Playlist list = takes(head, "[playlist]") ? read_pls(text) : read_m3u(text);
  if (!list.entries.empty()) return list;
  if (list.others == 0) return fail("it names nothing to play");
  return fail("it names no multicast service, as in rtp://239.195.1.2:5004");
}

}  // namespace joincast::libreceiver
