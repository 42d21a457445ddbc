// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

#include "fetch/candidate.h"

namespace joincast::fetch {

/// Collects the addresses of one playlist within its limits.
class CandidateCollector {
 public:
  explicit CandidateCollector(std::string_view base) : base_(base) {}

  /// `found`: all but the URL, which `reference` becomes on the base. An address that was there already keeps its
  /// better rank.
  void add(std::string_view reference, Candidate found);
  /// Entries that are not worth an add().
  void pass_over(std::size_t count) { list_.left_out += count, list_.entries += count; }

  /// Sorted and cut.
  CandidateList take(std::string_view title = {});

 private:
  std::string base_;
  CandidateList list_;
  std::unordered_map<std::string, std::size_t> known_;  // URL to index
};

}  // namespace joincast::fetch
