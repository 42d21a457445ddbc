// SPDX-License-Identifier: LGPL-2.1-or-later
#include "directory/catalogue.h"

#include <algorithm>
#include <set>
#include <utility>

#include "directory/schema.h"
#include "directory/words.h"
#include "store/tokenizer.h"

namespace joincast::directory {

class Catalogue::Impl {
 public:
  explicit Impl(std::unique_ptr<store::Database> file)
      : database(std::move(file)),
        by_number(prepare("WHERE s.number = ?")),
        by_id(prepare("WHERE s.directory = ? AND s.id = ? AND s.number IS NOT NULL")),
        changed(prepare("WHERE s.revision > ? AND s.number IS NOT NULL AND s.name || s.urls <> '' "
                        "ORDER BY s.revision LIMIT ?")),
        collided(prepare("WHERE s.origin IN (2, 3) AND s.number IS NOT NULL ORDER BY s.number LIMIT ?")),
        all(prepare("WHERE s.position < ? ORDER BY s.position LIMIT ? OFFSET ?")),
        matching(database->prepare(matching_sql())),
        counted(database->prepare("SELECT count(*) FROM words WHERE words MATCH ? AND rowid < ?")),
        counted_all(database->prepare("SELECT count(*) FROM station WHERE position < ?")),
        newest(database->prepare("SELECT max(revision) FROM station")),
        tags(database->prepare("SELECT name, stations FROM tag ORDER BY stations DESC, name LIMIT ?")),
        tokenizer(*database) {}

  store::Statement prepare(const char* condition) { return database->prepare(std::string(kEntryRows) + condition); }

  std::optional<Entry> one(store::Statement& found, WallTime now) {
    std::optional<Entry> entry;
    if (found.step()) entry = read_entry(found, now);
    found.reset();
    return entry;
  }

  static std::string matching_sql() {
    const std::string rows = kEntryRows;
    const std::size_t from = rows.find("FROM station s ");
    return rows.substr(0, from) + "FROM words w CROSS JOIN station s ON s.position = w.rowid " +
           rows.substr(from + std::string_view("FROM station s ").size()) +
           "WHERE w.words MATCH ? AND w.rowid < ? ORDER BY w.rowid LIMIT ? OFFSET ?";
  }

  std::unique_ptr<store::Database> database;
  store::Statement by_number;
  store::Statement by_id;
  store::Statement changed;
  store::Statement collided;
  store::Statement all;
  store::Statement matching;
  store::Statement counted;
  store::Statement counted_all;
  store::Statement newest;
  store::Statement tags;
  store::Tokenizer tokenizer;
};

Catalogue::Catalogue(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Catalogue::~Catalogue() = default;

Result<std::unique_ptr<Catalogue>, std::string> Catalogue::open(const std::string& path) {
  auto database = store::Database::open(path, store::Access::read, catalogue_schema());
  if (!database) return fail(database.error().message);
  auto impl = std::make_unique<Impl>(std::move(*database));
  if (!impl->database->ok()) return fail(impl->database->error()->message);
  return std::unique_ptr<Catalogue>(new Catalogue(std::move(impl)));
}

std::optional<Entry> Catalogue::find(ServiceNumber number, WallTime now) {
  impl_->database->clear_error();
  return impl_->one(impl_->by_number.with(number.value()), now);
}

std::optional<Entry> Catalogue::find(DirectoryId directory, std::string_view id, WallTime now) {
  impl_->database->clear_error();
  return impl_->one(impl_->by_id.with(unsigned{directory}, id), now);
}

Page Catalogue::search(const Query& query, WallTime now) {
  impl_->database->clear_error();
  Page page;
  page.revision = revision();
  const std::size_t limit = std::min(query.limit, kMostEntries);
  const auto most = static_cast<std::int64_t>(limit) + 1;
  const auto offset = static_cast<std::int64_t>(std::min<std::size_t>(query.offset, INT32_MAX));
  const std::int64_t end = query.gone ? INT64_MAX : kGonePosition;
  const std::string match = match_of(query, impl_->tokenizer.words(query.text, kMostWords));
  store::Statement& rows =
      match.empty() ? impl_->all.with(end, most, offset) : impl_->matching.with(match, end, most, offset);
  while (rows.step()) {
    if (page.entries.size() == limit) {
      page.more = true;
      break;
    }
    page.entries.push_back(read_entry(rows, now));
  }
  rows.reset();
  if (query.count) {
    store::Statement& counted = match.empty() ? impl_->counted_all.with(end) : impl_->counted.with(match, end);
    if (counted.step()) page.total = static_cast<std::size_t>(counted.integer(0));
    counted.reset();
  }
  return page;
}

Changes Catalogue::changes_since(std::uint64_t since, std::size_t limit, WallTime now) {
  impl_->database->clear_error();
  Changes changes;
  changes.revision = since;
  limit = std::min(limit, kMostEntries);
  auto& rows = impl_->changed.with(static_cast<std::int64_t>(std::min<std::uint64_t>(since, INT64_MAX)),
                                   static_cast<std::int64_t>(limit) + 1);
  while (rows.step()) {
    if (changes.entries.size() == limit) {
      changes.more = true;
      break;
    }
    changes.entries.push_back(read_entry(rows, now));
    changes.revision = changes.entries.back().revision;
  }
  rows.reset();
  return changes;
}

std::vector<Entry> Catalogue::collisions(WallTime now) {
  static_assert(static_cast<int>(NumberOrigin::probed) == 2 && static_cast<int>(NumberOrigin::adopted) == 3);
  impl_->database->clear_error();
  std::vector<Entry> entries;
  auto& rows = impl_->collided.with(static_cast<std::int64_t>(kMostEntries / 2));
  while (rows.step()) entries.push_back(read_entry(rows, now));
  rows.reset();
  std::set<ServiceNumber> known;
  for (const Entry& entry : entries) known.insert(entry.number);
  for (std::size_t i = 0, flagged = entries.size(); i < flagged; ++i) {
    const ServiceNumber natural = natural_number(entries[i].directory, entries[i].station.id);
    if (!known.insert(natural).second) continue;
    if (auto holder = find(natural, now)) entries.push_back(std::move(*holder));
  }
  return entries;
}

std::uint64_t Catalogue::revision() {
  auto& newest = impl_->newest.with();
  const std::uint64_t revision = newest.step() ? static_cast<std::uint64_t>(newest.integer(0)) : 0;
  newest.reset();
  return revision;
}

std::vector<TagCount> Catalogue::tags(std::size_t limit) {
  impl_->database->clear_error();
  std::vector<TagCount> tags;
  auto& rows = impl_->tags.with(static_cast<std::int64_t>(std::min(limit, kMostEntries)));
  while (rows.step()) tags.push_back({std::string(rows.text(0)), static_cast<std::size_t>(rows.integer(1))});
  return tags;
}

std::vector<DirectoryState> Catalogue::directories() {
  impl_->database->clear_error();
  return read_directories(*impl_->database);
}

std::optional<std::string> Catalogue::error() const {
  if (impl_->database->ok()) return std::nullopt;
  return impl_->database->error()->message;
}

}  // namespace joincast::directory
