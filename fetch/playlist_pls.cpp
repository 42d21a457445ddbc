// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/playlist_pls.h"

#include <map>
#include <string>
#include <utility>

#include "base/text.h"
#include "fetch/playlist_text.h"

namespace joincast::fetch {
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

CandidateList read_pls(std::string_view text, std::string_view base) {
  const std::string decoded = guess_utf8(without_mark(text));
  std::string_view rest = decoded;
  std::map<std::uint32_t, Entry> entries;
  std::size_t beyond = 0;
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
    if (known == entries.end() && entries.size() >= kMaxEntries) {
      if (file != 0) ++beyond;
      continue;
    }
    Entry& entry = known == entries.end() ? entries[file | title] : known->second;
    (file != 0 ? entry.file : entry.title) = value;
  }
  CandidateCollector collector(base);
  for (const auto& [number, entry] : entries) {
    if (entry.file.empty()) continue;
    Candidate candidate;
    candidate.title = entry.title;
    candidate.why = "File" + std::to_string(number);
    collector.add(entry.file, std::move(candidate));
  }
  collector.pass_over(beyond);
  return collector.take();
}

}  // namespace joincast::fetch
