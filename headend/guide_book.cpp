// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/guide_book.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <memory>
#include <set>
#include <utility>

#include "guide/parts.h"
#include "headend/core.h"

namespace joincast::headend {
namespace {

constexpr std::size_t kEntriesOfPage = 300;
constexpr std::size_t kMostGenres = 300;
constexpr std::size_t kMostOnAir = 300;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

/// `Jazz, Blues` -> `jazz`, `blues`.
std::vector<std::string> parts_of(std::string_view text, std::string_view separators) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(separators), text.size());
    std::string part = lower(text.substr(0, end));
    part.erase(0, std::min(part.find_first_not_of(' '), part.size()));
    while (part.ends_with(' ')) part.pop_back();
    if (!part.empty()) parts.push_back(std::move(part));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::vector<std::string> words_of(std::string_view text) { return parts_of(text, " ,.;:/|-_()[]"); }
std::vector<std::string> genres_of(const guide::Entry& entry) { return parts_of(entry.genre, ",;/|"); }

bool has_words(const guide::Entry& entry, const std::vector<std::string>& wanted) {
  std::vector<std::string> words = words_of(entry.name);
  for (std::string& word : words_of(entry.genre)) words.push_back(std::move(word));
  return std::ranges::all_of(wanted, [&words](const std::string& begin) {
    return std::ranges::any_of(words, [&begin](const std::string& word) { return word.starts_with(begin); });
  });
}

bool same(std::string_view wanted, std::string_view found) { return wanted.empty() || lower(wanted) == lower(found); }

bool fits(const guide::Entry& entry, const GuideQuery& query, const std::vector<std::string>& words) {
  if (query.on_air && !entry.on_air) return false;
  if (query.favourites && !entry.favourite) return false;
  if (query.kind && *query.kind != entry.kind) return false;
  if (query.directory && *query.directory != entry.directory) return false;
  if (query.configured_only && entry.directory != 0) return false;
  if (!same(query.country, entry.country) || !same(query.language, entry.language) || !same(query.codec, entry.codec))
    return false;
  if (!query.genre.empty()) {
    const auto genres = genres_of(entry);
    if (std::ranges::find(genres, lower(query.genre)) == genres.end()) return false;
  }
  return has_words(entry, words);
}

/// Without what changes from minute to minute.
guide::Entry lasting(guide::Entry entry) {
  entry.on_air = false;
  entry.members = 0;
  entry.title.clear();
  return entry;
}

/// Of `mpa/48000/2` what people call it.
std::string codec_name(const std::string& format) {
  const std::string name = format.substr(0, format.find('/'));
  return name == "mpa" ? "mp3" : name;
}

}  // namespace

guide::Entry guide_entry(const ServiceConfig& service, const ServiceStatus& status, bool favourite) {
  guide::Entry entry;
  entry.number = service.number;
  entry.name = service.name.empty() ? to_string(service.number) : service.name;
  entry.genre = service.genre;
  entry.link = service.homepage;
  entry.icon = service.icon;
  entry.country = service.country;
  entry.language = service.language;
  entry.source_specific = service.source_specific;
  entry.encrypted = service.srtp_key.has_value();
  entry.favourite = favourite;
  set_on_air(entry, status);
  if (entry.codec == "mp2t") entry.kind = guide::Kind::television;
  guide::clean_entry(entry);
  return entry;
}

void set_on_air(guide::Entry& entry, const ServiceStatus& status) {
  entry.on_air = status.running;
  entry.members = static_cast<std::uint32_t>(std::min<std::size_t>(status.members, UINT32_MAX));
  if (!status.running) return;
  if (!status.cast.format.empty()) entry.codec = codec_name(status.cast.format);
  entry.title = status.cast.title;
  guide::clean_entry(entry);
}

guide::Entry guide_entry(const directory::Entry& from) {
  const directory::Station& station = from.station;
  guide::Entry entry;
  entry.number = from.number;
  entry.name = station.name.empty() ? to_string(from.number) : station.name;
  if (station.kind == directory::Kind::television) entry.kind = guide::Kind::television;
  for (const std::string& tag : station.tags) entry.genre += (entry.genre.empty() ? "" : ",") + tag;
  entry.country = station.country;
  entry.language = station.language;
  entry.codec = station.codec;
  entry.kbps = station.kbps;
  entry.link = station.homepage;
  entry.icon = station.icon;
  entry.directory = from.directory;
  entry.stable_id = station.id;
  entry.collision = from.origin == directory::NumberOrigin::probed || from.origin == directory::NumberOrigin::adopted;
  guide::clean_entry(entry);
  return entry;
}

std::uint64_t GuideBook::next_revision(Now now) noexcept {
  const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(now.wall.time_since_epoch()).count();
  revision_ = std::max(revision_ + 1, static_cast<std::uint64_t>(std::max<std::int64_t>(micros, 1)));
  if (first_ == 0) first_ = revision_;
  return revision_;
}

bool GuideBook::update(const std::vector<guide::Entry>& entries, Face face, Now now) {
  std::set<ServiceNumber> there;
  std::uint64_t revision = 0;
  const auto changed = [&](Kept& kept, bool removed) {
    if (revision == 0) revision = next_revision(now);
    kept.changed = revision;
    kept.removed = removed;
  };
  for (const guide::Entry& entry : entries) {
    there.insert(entry.number);
    const auto [known, fresh] = entries_.try_emplace(entry.number);
    if (!fresh && !known->second.removed && known->second.entry == entry) continue;
    known->second.entry = entry;
    changed(known->second, false);
  }
  for (auto& [number, kept] : entries_)
    if (!kept.removed && !there.contains(number)) changed(kept, true);
  const bool other_face = !(face == face_);
  if (revision == 0 && !other_face && revision_ != 0) return false;
  if (revision == 0) next_revision(now);
  face_ = std::move(face);
  print_all(now);
  return true;
}

void GuideBook::print_all(Now now) {
  guide::Page favourites;
  favourites.number = guide::kFavouritesPage;
  favourites.title = "Favourites";
  guide::Page on_air;
  on_air.number = guide::kOnAirPage;
  on_air.title = "On air";
  std::vector<guide::Entry> all;
  for (const auto& [number, kept] : entries_) {
    if (kept.removed) continue;
    all.push_back(lasting(kept.entry));
    if (kept.entry.favourite && favourites.entries.size() < kEntriesOfPage) favourites.entries.push_back(all.back());
    if (kept.entry.on_air && on_air.entries.size() < kMostOnAir) on_air.entries.push_back(kept.entry);
  }
  const std::uint32_t end = print_list("Services", std::move(all), guide::kFirstOwnPage, now);
  print(std::move(favourites), now);
  print(std::move(on_air), now);
  print(genres(), now);
  std::erase_if(printed_, [end](const auto& page) { return page.first >= end; });
  print(index(), now);
  pages_.clear();
  for (const auto& [number, printed] : printed_) pages_.emplace(number, printed.parts);
}

/// Pages of a list, from `first` on; the number behind the last one.
std::uint32_t GuideBook::print_list(std::string title, std::vector<guide::Entry> entries, std::uint32_t first,
                                    Now now) {
  std::uint32_t number = first;
  for (std::size_t at = 0; at < entries.size(); at += kEntriesOfPage, ++number) {
    guide::Page page;
    page.number = number;
    page.title = number == first ? title : title + " " + std::to_string(number - first + 1);
    const auto begin = entries.begin() + static_cast<std::ptrdiff_t>(at);
    const auto end = entries.begin() + static_cast<std::ptrdiff_t>(std::min(at + kEntriesOfPage, entries.size()));
    page.entries.assign(std::make_move_iterator(begin), std::make_move_iterator(end));
    print(std::move(page), now);
  }
  return number;
}

/// A page that says what it said before keeps its revision and its parts.
void GuideBook::print(guide::Page page, Now now) {
  page.headend = face_.headend;
  page.total = static_cast<std::uint32_t>(page.entries.size());
  Printed& printed = printed_[page.number];
  page.revision = printed.page.revision;
  if (printed.parts && page == printed.page) return;
  page.revision = next_revision(now);
  printed.page = page;
  auto parts = guide::cut_page(page);
  while (!parts && !page.entries.empty()) {  // texts that do not deflate: the last ones are HTTP's
    page.entries.resize(page.entries.size() / 2);
    parts = guide::cut_page(page);
  }
  if (!parts) return static_cast<void>(printed_.erase(page.number));
  printed.sent = page.entries.size();
  printed.parts = std::make_shared<const std::vector<Bytes>>(std::move(*parts));
}

guide::Page GuideBook::genres() const {
  std::map<std::string, std::uint32_t> counts;
  for (const auto& [number, kept] : entries_)
    if (!kept.removed && (kept.entry.directory == 0 || face_.genres.empty()))
      for (const std::string& genre : genres_of(kept.entry)) ++counts[genre];
  for (const guide::Genre& genre : face_.genres) counts[genre.name] += genre.stations;
  guide::Page page;
  page.number = guide::kGenresPage;
  page.title = "Genres";
  for (const auto& [name, stations] : counts) page.genres.push_back({name, stations, 0});
  std::ranges::stable_sort(page.genres, std::greater<>(), &guide::Genre::stations);
  if (page.genres.size() > kMostGenres) page.genres.resize(kMostGenres);
  return page;
}

guide::Page GuideBook::index() const {
  guide::Page page;
  page.number = guide::kIndexPage;
  page.title = "Index";
  page.http = face_.http;
  for (const auto& [number, printed] : printed_) {
    if (number == guide::kIndexPage) continue;
    page.pages.push_back({number, printed.page.title, guide_page_group_v4(number, face_.pool),
                          static_cast<std::uint32_t>(printed.sent), printed.page.revision});
  }
  return page;
}

guide::Page GuideBook::answer(const GuideQuery& query) const {
  guide::Page page;
  page.revision = revision_;
  page.headend = face_.headend;
  const bool delta = query.since && remembers(*query.since);
  if (delta) page.since = query.since;
  const auto words = words_of(query.text);
  const std::size_t limit = std::clamp<std::size_t>(query.limit, 1, GuideQuery::kMostEntries);
  for (const auto& [number, kept] : entries_) {
    if (delta && kept.changed <= *query.since) continue;
    const bool of_directory = kept.entry.directory != 0;
    const guide::Entry entry = kept.removed && of_directory ? lasting(kept.entry) : kept.entry;
    const bool kept_by_directory = delta && of_directory && !query.on_air && !query.favourites;
    const bool there = (!kept.removed || kept_by_directory) && fits(entry, query, words);
    if (!there) {
      if (delta && query.offset == 0) page.removed.push_back(number);
      continue;
    }
    const std::size_t at = page.total++;
    if (at < query.offset) continue;
    if (page.entries.size() < limit)
      page.entries.push_back(entry);
    else if (!page.next)
      page.next = static_cast<std::uint32_t>(at);
  }
  return page;
}

const guide::Entry* GuideBook::find(ServiceNumber number) const noexcept {
  const auto found = entries_.find(number);
  return found == entries_.end() || found->second.removed ? nullptr : &found->second.entry;
}

}  // namespace joincast::headend
