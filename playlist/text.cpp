// SPDX-License-Identifier: LGPL-2.1-or-later
#include "playlist/text.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace joincast::playlist {
namespace {

constexpr std::size_t kMaxText = 1024;  // octets kept of any text

}  // namespace

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return lower(c); });
  return out;
}

std::string_view trim(std::string_view text) noexcept {
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

bool same_word(std::string_view a, std::string_view b) noexcept {
  return std::ranges::equal(
      a, b, {}, [](char c) { return lower(c); }, [](char c) { return lower(c); });
}

bool begins_with_word(std::string_view text, std::string_view word) noexcept {
  return text.size() >= word.size() && same_word(text.substr(0, word.size()), word);
}

std::size_t find_word(std::string_view text, std::string_view word, std::size_t from) noexcept {
  if (from > text.size()) return std::string_view::npos;
  const auto found = std::search(text.begin() + static_cast<std::ptrdiff_t>(from), text.end(), word.begin(), word.end(),
                                 [](char a, char b) { return lower(a) == lower(b); });
  return found == text.end() && !word.empty() ? std::string_view::npos : static_cast<std::size_t>(found - text.begin());
}

std::string_view without_mark(std::string_view text) noexcept {
  constexpr std::string_view kMark = "\xef\xbb\xbf";
  return text.starts_with(kMark) ? text.substr(kMark.size()) : text;
}

std::uint32_t leading_number(std::string_view text) noexcept {
  text = trim(text);
  std::uint32_t value = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
  return end.ec == std::errc{} ? value : 0;
}

std::string_view take_line(std::string_view& text) noexcept {
  const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
  const std::string_view line = text.substr(0, end);
  const bool both = text.substr(end).starts_with("\r\n");
  text.remove_prefix(std::min(end + (both ? 2 : 1), text.size()));
  return line;
}

std::string clean_text(std::string_view text) {
  std::string out = guess_utf8(trim(text));
  std::erase_if(out, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  out.resize(cut_utf8(out, kMaxText).size());
  return out;
}

}  // namespace joincast::playlist
