// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/playlist_pls.h"

#include <string>
#include <utility>

#include "fetch/candidate_collector.h"
#include "playlist/pls.h"

namespace joincast::fetch {

CandidateList read_pls(std::string_view text, std::string_view base) {
  playlist::Pls list = playlist::parse_pls(text, kMaxEntries);
  CandidateCollector collector(base);
  for (playlist::PlsEntry& entry : list.entries) {
    Candidate candidate;
    candidate.title = std::move(entry.title);
    candidate.why = "File" + std::to_string(entry.number);
    collector.add(entry.location, std::move(candidate));
  }
  collector.pass_over(list.left_out);
  return collector.take();
}

}  // namespace joincast::fetch
