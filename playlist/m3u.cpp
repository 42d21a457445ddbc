// SPDX-License-Identifier: LGPL-2.1-or-later
#include "playlist/m3u.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "playlist/text.h"

namespace joincast::playlist {
namespace {

using Attributes = std::vector<std::pair<std::string, std::string>>;

constexpr std::size_t kMaxAttributes = 32;

/// `tvg-id="x" radio=true`, up to what is no attribute: a comma, or the end. Gives back the rest.
std::string_view take_attributes(std::string_view text, Attributes& out) {
  for (;;) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
    const std::size_t equals = text.find_first_of("=, \t");
    if (equals == std::string_view::npos || equals == 0 || text[equals] != '=') return text;
    const std::string_view name = text.substr(0, equals);
    std::string_view value = text.substr(equals + 1);
    if (value.starts_with('"')) {
      const std::size_t end = std::min(value.find('"', 1), value.size());
      text = value.substr(std::min(end + 1, value.size()));
      value = value.substr(1, end - 1);
    } else {
      const std::size_t end = std::min(value.find_first_of(", \t"), value.size());
      text = value.substr(end);
      value = value.substr(0, end);
    }
    if (out.size() < kMaxAttributes) out.emplace_back(lower(clean_text(name)), clean_text(value));
  }
}

/// `#EXTINF:-1 tvg-id="x",The title`
void take_information(std::string_view text, M3uEntry& entry) {
  text.remove_prefix(std::min(text.find_first_not_of("+-0123456789. \t"), text.size()));
  text = take_attributes(text, entry.attributes);
  const std::size_t comma = text.find(',');
  entry.title = clean_text(comma == std::string_view::npos ? text : text.substr(comma + 1));
}

std::optional<std::string_view> value_of(const Attributes& attributes, std::string_view name) noexcept {
  const auto found = std::ranges::find(attributes, name, &Attributes::value_type::first);
  if (found == attributes.end()) return std::nullopt;
  return found->second;
}

/// Behind `#NAME:` or `#NAME `; nothing when the line is another.
std::optional<std::string_view> directive(std::string_view line, std::string_view name) {
  if (!begins_with_word(line, name)) return std::nullopt;
  const std::string_view rest = line.substr(name.size());
  if (rest.empty()) return rest;
  if (rest[0] != ':' && rest[0] != ' ' && rest[0] != '\t') return std::nullopt;
  return rest.substr(1);
}

}  // namespace

std::optional<std::string_view> M3uEntry::attribute(std::string_view name) const noexcept {
  return value_of(attributes, name);
}

bool M3uEntry::is_radio() const noexcept {
  const auto said = attribute("radio");
  return said && (same_word(*said, "true") || *said == "1" || same_word(*said, "yes"));
}

M3u parse_m3u(std::string_view text, std::size_t most) {
  M3u playlist;
  const std::string decoded = guess_utf8(without_mark(text));
  std::string_view rest = decoded;
  M3uEntry next;
  std::string group;  // stands until the next EXTGRP
  while (!rest.empty()) {
    const std::string_view line = trim(take_line(rest));
    if (line.empty()) continue;
    if (line[0] != '#') {
      if (playlist.entries.size() >= most) {
        ++playlist.left_out;
      } else {
        next.location = clean_text(line);
        next.group = std::string(next.attribute("group-title").value_or(group));
        playlist.entries.push_back(std::move(next));
      }
      next = {};
    } else if (const auto information = directive(line, "#EXTINF")) {
      take_information(*information, next);
    } else if (const auto head = directive(line, "#EXTM3U")) {
      take_attributes(*head, playlist.attributes);
    } else if (const auto title = directive(line, "#PLAYLIST")) {
      playlist.title = clean_text(*title);
    } else if (const auto named = directive(line, "#EXTGRP")) {
      group = clean_text(*named);
    }
  }
  return playlist;
}

}  // namespace joincast::playlist
