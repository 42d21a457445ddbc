// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/candidate_collector.h"

#include <algorithm>
#include <utility>

#include "fetch/url.h"
#include "playlist/text.h"

namespace joincast::fetch {

using playlist::clean_text;

void CandidateCollector::add(std::string_view reference, Candidate found) {
  if (++list_.entries > kMaxEntries) {
    ++list_.left_out;
    return;
  }
  auto url = resolve_url(base_, reference);
  if (!url) {
    ++list_.unusable;
    return;
  }
  const auto [known, fresh] = known_.emplace(*url, list_.candidates.size());
  if (!fresh) {
    Candidate& before = list_.candidates[known->second];
    if (found.rank < before.rank) before.rank = found.rank, before.why = std::move(found.why);
    return;
  }
  found.url = std::move(*url);
  found.title = clean_text(found.title);
  if (found.declared == ContentKind::unknown) found.declared = kind_of_suffix(url_suffix(found.url));
  list_.candidates.push_back(std::move(found));
}

CandidateList CandidateCollector::take(std::string_view title) {
  list_.title = clean_text(title);
  std::ranges::stable_sort(list_.candidates, {}, &Candidate::rank);
  if (list_.candidates.size() > kMaxCandidates) {
    list_.left_out += list_.candidates.size() - kMaxCandidates;
    list_.candidates.resize(kMaxCandidates);
  }
  return std::move(list_);
}

}  // namespace joincast::fetch
