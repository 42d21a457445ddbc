// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/playlist_m3u.h"

#include <algorithm>
#include <string>
#include <utility>

#include "fetch/candidate_collector.h"

namespace joincast::fetch {

CandidateList candidates_of(const playlist::M3u& list, std::string_view base) {
  using playlist::M3uEntry;
  CandidateCollector collector(base);
  const bool tells_radio = std::ranges::any_of(list.entries, &M3uEntry::is_radio);
  std::size_t number = 0;
  for (const M3uEntry& entry : list.entries) {
    Candidate candidate;
    candidate.title = entry.title;
    candidate.why = "entry " + std::to_string(++number);
    candidate.rank = tells_radio && !entry.is_radio() ? 1 : 0;
    collector.add(entry.location, std::move(candidate));
  }
  collector.pass_over(list.left_out);
  return collector.take(list.title);
}

}  // namespace joincast::fetch
