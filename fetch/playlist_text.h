// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "fetch/candidate.h"

namespace joincast::fetch {

/// Texts of playlists as they really are: words in any case, blanks anywhere.
inline constexpr std::string_view kBlanks = " \t\r\n\f\v";

constexpr char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
std::string lower(std::string_view text);
std::string_view trim(std::string_view text) noexcept;
bool same_word(std::string_view a, std::string_view b) noexcept;
bool begins_with_word(std::string_view text, std::string_view word) noexcept;
/// Where the word stands, in any case, at or behind `from`; npos: nowhere.
std::size_t find_word(std::string_view text, std::string_view word, std::size_t from = 0) noexcept;
/// Without the mark that says UTF-8.
std::string_view without_mark(std::string_view text) noexcept;

/// The number at the front of `128`, `128 kbps`; zero: none, or too large.
std::uint32_t leading_number(std::string_view text) noexcept;

/// Takes the next line off the front, without its end: LF, CR LF or CR.
std::string_view take_line(std::string_view& text) noexcept;

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
