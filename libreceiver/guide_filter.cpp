// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/guide_filter.h"

#include <algorithm>

namespace joincast::libreceiver {
namespace {

constexpr std::string_view kBetweenWords = " ,.;:/|-_()[]\"'";
constexpr std::string_view kBetweenGenres = ",;/|";

/// `Jazz, Blues` -> `jazz`, `blues`.
std::vector<std::string> parts_of(std::string_view text, std::string_view separators) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(separators), text.size());
    std::string part = fold_case(text.substr(0, end));
    part.erase(0, std::min(part.find_first_not_of(' '), part.size()));
    while (part.ends_with(' ')) part.pop_back();
    if (!part.empty()) parts.push_back(std::move(part));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

bool same(std::string_view wanted, std::string_view found) {
  return wanted.empty() || fold_case(wanted) == fold_case(found);
}

}  // namespace

std::string fold_case(std::string_view utf8) {
  std::string out(utf8);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto octet = static_cast<unsigned char>(out[i]);
    if (octet >= 'A' && octet <= 'Z') out[i] = static_cast<char>(octet + 32);
    const bool after_c3 = i > 0 && static_cast<unsigned char>(out[i - 1]) == 0xc3;
    if (after_c3 && octet >= 0x80 && octet <= 0x9e && octet != 0x97) out[i] = static_cast<char>(octet + 0x20);
  }
  return out;
}

bool fits(const GuideItem& item, const GuideFilter& filter) {
  const guide::Entry& entry = item.entry;
  if (filter.on_air && !entry.on_air) return false;
  if (!same(filter.country, entry.country) || !same(filter.language, entry.language) ||
      !same(filter.codec, entry.codec))
    return false;
  if (!filter.genre.empty()) {
    const auto genres = parts_of(entry.genre, kBetweenGenres);
    if (std::ranges::find(genres, fold_case(filter.genre)) == genres.end()) return false;
  }
  if (filter.words.empty()) return true;
  std::vector<std::string> words = parts_of(entry.name, kBetweenWords);
  for (std::string& word : parts_of(entry.genre, kBetweenWords)) words.push_back(std::move(word));
  return std::ranges::all_of(filter.words, [&words](const std::string& text) {
    return std::ranges::all_of(parts_of(text, kBetweenWords), [&words](const std::string& begin) {
      return std::ranges::any_of(words, [&begin](const std::string& word) { return word.starts_with(begin); });
    });
  });
}

std::vector<const GuideItem*> named(const std::vector<GuideItem>& items, std::string_view name) {
  const std::string wanted = fold_case(name);
  std::vector<const GuideItem*> whole, part;
  if (wanted.empty()) return whole;
  for (const GuideItem& item : items) {
    const std::string has = fold_case(item.entry.name);
    if (has == wanted) whole.push_back(&item);
    if (has.find(wanted) != has.npos) part.push_back(&item);
  }
  return whole.empty() ? part : whole;
}

}  // namespace joincast::libreceiver
