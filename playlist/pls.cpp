// SPDX-License-Identifier: LGPL-2.1-or-later
#include "playlist/pls.h"

#include <map>

#include "base/text.h"
#include "playlist/text.h"

namespace joincast::playlist {
namespace {

struct Entry {
  std::string_view file;
  std::string_view title;
};

/// `File12`: 12; zero for another key.
std::uint32_t number_of(std::string_view key, std::string_view name) {
  return begins_with_word(key, name) ? leading_number(key.substr(name.size())) : 0;
}

}  // namespace

Pls parse_pls(std::string_view text, std::size_t most) {
  const std::string decoded = guess_utf8(without_mark(text));
  std::string_view rest = decoded;
  std::map<std::uint32_t, Entry> entries;
  Pls list;
  while (!rest.empty()) {
    const std::string_view line = trim(take_line(rest));
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos || line[0] == ';') continue;
    const std::string_view key = trim(line.substr(0, equals));
    const std::string_view value = trim(line.substr(equals + 1));
    const std::uint32_t file = number_of(key, "file");
    const std::uint32_t title = number_of(key, "title");
    if (value.empty() || (file == 0 && title == 0)) continue;
    const auto known = entries.find(file | title);
    if (known == entries.end() && entries.size() >= most) {
      if (file != 0) ++list.left_out;
      continue;
    }
    Entry& entry = known == entries.end() ? entries[file | title] : known->second;
    (file != 0 ? entry.file : entry.title) = value;
  }
  for (const auto& [number, entry] : entries)
    if (!entry.file.empty()) list.entries.push_back({number, std::string(entry.file), clean_text(entry.title)});
  return list;
}

}  // namespace joincast::playlist
