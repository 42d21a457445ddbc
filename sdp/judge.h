// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "sdp/grammar.h"
#include "sdp/parse.h"

namespace joincast::sdp {

/// Decides what is forgiven and what ends the parse, and remembers both. Its methods answer whether to go on.
class Judge {
 public:
  explicit Judge(const ParseOptions& options) noexcept : options_(options) {}

  /// A sin that could be mended: listed, or in strict mode the end.
  bool forgive(Sin sin) { return forgive(sin, line_); }
  bool forgive(Sin sin, std::uint32_t line);

  /// Listed in both modes.
  void note(Sin sin);

  /// The end. The first reason counts.
  bool refuse(ParseErrc code) noexcept;

  void enter(std::uint32_t line) noexcept { line_ = line; }

  std::uint32_t line() const noexcept { return line_; }
  const Limits& limits() const noexcept { return options_.limits; }
  const std::optional<LineError>& error() const noexcept { return error_; }
  std::vector<Forgiven> take_forgiven();

 private:
  void list(Forgiven forgiven);

  const ParseOptions& options_;
  std::uint32_t line_ = 1;
  std::optional<LineError> error_;
  std::vector<Forgiven> forgiven_;
};

/// Walks the words of a value and notices blanks, and controls in their place, that should not be there.
class Words {
 public:
  explicit Words(std::string_view value) noexcept : rest_(value) {}

  /// Empty: no more.
  std::string_view next() noexcept;

  bool done() noexcept;  ///< nothing but blanks is left
  bool untidy() const noexcept { return untidy_; }

 private:
  std::string_view rest_;
  bool first_ = true;
  bool untidy_ = false;
};

inline std::string_view Words::next() noexcept {
  std::size_t begin = 0;
  if (!first_ && !rest_.empty()) {  // whatever ended the last word: one space, if all is well
    untidy_ = untidy_ || rest_[0] != ' ';
    begin = 1;
  }
  first_ = false;
  while (begin < rest_.size() && is_blank(rest_[begin])) {
    untidy_ = true;
    ++begin;
  }
  std::size_t end = begin;
  while (end < rest_.size() && static_cast<unsigned char>(rest_[end]) > ' ') ++end;
  const std::string_view word = rest_.substr(begin, end - begin);
  untidy_ = untidy_ || (word.empty() && begin > 0);
  rest_.remove_prefix(end);
  return word;
}

inline bool Words::done() noexcept {
  for (const char c : rest_)
    if (!is_blank(c)) return false;
  if (!rest_.empty()) untidy_ = true;
  rest_ = {};
  return true;
}

}  // namespace joincast::sdp
