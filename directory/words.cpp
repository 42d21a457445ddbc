// SPDX-License-Identifier: LGPL-2.1-or-later
#include "directory/words.h"

#include <bit>
#include <string_view>

namespace joincast::directory {
namespace {

constexpr std::uint64_t kFnvBasis = 0xcbf2'9ce4'8422'2325;
constexpr std::uint64_t kFnvPrime = 0x100'0000'01b3;
constexpr std::size_t kLongestWord = 64;
constexpr std::uint32_t kGoneRank = 255;

std::uint64_t fnv(std::string_view text, std::uint64_t hash = kFnvBasis) noexcept {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * kFnvPrime;
  return hash;
}

constexpr std::string_view kFacetMark = "\xee\x80\x80";  // U+E000: counts as a letter, and stands in no text

/// `g5f3a...` behind a mark: letters and digits, whatever the text.
std::string token(char kind, std::string_view text) {
  std::string out(kFacetMark);
  out += kind;
  const std::uint64_t hash = fnv(text);
  for (int shift = 60; shift >= 16; shift -= 4) out += "0123456789abcdef"[hash >> shift & 15];
  return out;
}

}  // namespace

std::string facets_of(DirectoryId directory, const Station& station) {
  std::string out = token('d', std::to_string(directory)) + ' ' + token('k', to_string(station.kind));
  const auto add = [&out](char kind, std::string_view text) {
    if (!text.empty()) out += ' ' + token(kind, text);
  };
  add('c', station.country);
  add('l', station.language);
  add('o', station.codec);
  for (const std::string& tag : station.tags) add('g', tag);
  return out;
}

/// `"rad" * AND "jaz" * AND "c..." AND "g..."`
std::string match_of(const Query& query, const std::vector<std::string>& words) {
  std::string match;
  const auto add = [&match](std::string_view word, const char* behind) {
    if (!match.empty()) match += " AND ";
    match += '"';
    for (const char c : word.substr(0, kLongestWord)) match += c == '"' ? ' ' : c;
    match += behind;
  };
  for (const std::string& word : words) add(word, "\" *");
  const auto add_facet = [&add](char kind, std::string_view text) {
    if (!text.empty()) add(token(kind, text), "\"");
  };
  if (query.directory) add_facet('d', std::to_string(*query.directory));
  if (query.kind) add_facet('k', to_string(*query.kind));
  add_facet('c', query.country);
  add_facet('l', query.language);
  add_facet('o', query.codec);
  add_facet('g', query.genre);
  return match;
}

std::uint32_t rank_of(const Station& station, bool listed) noexcept {
  if (!listed) return kGoneRank;
  const std::uint64_t liked = 1 + std::uint64_t{station.votes} + 10 * std::uint64_t{station.clicks};
  const auto octaves = static_cast<std::uint32_t>(std::bit_width(liked) - 1);
  const bool upper_half = octaves > 0 && (liked >> (octaves - 1) & 1) != 0;
  return kGoneRank - 1 - 2 * octaves - (upper_half ? 1 : 0);
}

std::int64_t position_of(const Station& station, bool listed, std::int64_t key) noexcept {
  return std::int64_t{rank_of(station, listed)} << 32 | key;
}

std::uint64_t digest_of(const Station& station) noexcept {
  std::uint64_t hash = kFnvBasis;
  const auto add = [&hash](std::string_view text) { hash = fnv({"\n", 1}, fnv(text, hash)); };
  add(station.name);
  for (const std::string& url : station.urls) add(url);
  add("");
  add(station.homepage);
  add(station.icon);
  for (const std::string& tag : station.tags) add(tag);
  add("");
  add(station.country);
  add(station.country_name);
  add(station.language);
  add(station.codec);
  add(std::to_string(station.kbps));
  add(to_string(station.kind));
  add(std::to_string(rank_of(station, true)));
  return hash;
}

}  // namespace joincast::directory
