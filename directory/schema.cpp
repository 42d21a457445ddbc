// SPDX-License-Identifier: LGPL-2.1-or-later
#include "directory/schema.h"

#include <array>

namespace joincast::directory {
namespace {

constexpr const char* kFirst = R"(
CREATE TABLE directory (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT '', stations INTEGER NOT NULL DEFAULT 0,
  whole INTEGER NOT NULL DEFAULT 0, refreshed INTEGER, tried INTEGER, last_error TEXT NOT NULL DEFAULT '',
  etag TEXT NOT NULL DEFAULT '', last_modified TEXT NOT NULL DEFAULT '');
CREATE TABLE station (
  key INTEGER PRIMARY KEY, directory INTEGER NOT NULL, id TEXT NOT NULL,
  number INTEGER UNIQUE, origin INTEGER NOT NULL DEFAULT 0,
  listed INTEGER NOT NULL DEFAULT 0, revision INTEGER NOT NULL DEFAULT 0,
  digest INTEGER NOT NULL DEFAULT 0, position INTEGER UNIQUE,
  name TEXT NOT NULL DEFAULT '', urls TEXT NOT NULL DEFAULT '', homepage TEXT NOT NULL DEFAULT '',
  icon TEXT NOT NULL DEFAULT '', tags TEXT NOT NULL DEFAULT '', country TEXT NOT NULL DEFAULT '',
  country_name TEXT NOT NULL DEFAULT '', language TEXT NOT NULL DEFAULT '', codec TEXT NOT NULL DEFAULT '',
  kbps INTEGER NOT NULL DEFAULT 0, kind INTEGER NOT NULL DEFAULT 0, votes INTEGER NOT NULL DEFAULT 0,
  clicks INTEGER NOT NULL DEFAULT 0,
  UNIQUE (directory, id));
CREATE INDEX station_revision ON station (revision);
CREATE TABLE health (
  station INTEGER PRIMARY KEY REFERENCES station (key), starts INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0, in_row INTEGER NOT NULL DEFAULT 0, first_sound_ms INTEGER NOT NULL DEFAULT 0,
  last_sound INTEGER, retry_at INTEGER, url TEXT NOT NULL DEFAULT '');
CREATE TABLE tag (name TEXT PRIMARY KEY, stations INTEGER NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (
  name, tags, country, facets,
  columnsize = 0, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2');
)";

// An index without positions: half the size, and searches need not skip them. Without a position a station is not in
// the index: CatalogueWriter::open() puts all in again.
constexpr const char* kSecond = R"(
DROP TABLE words;
CREATE VIRTUAL TABLE words USING fts5 (
  name, tags, country, facets,
  columnsize = 0, detail = none, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2');
UPDATE station SET position = NULL;
)";

constexpr std::array kVersions = {store::Migration{kFirst}, store::Migration{kSecond}};

std::optional<WallTime> time_of(const store::Statement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return from_column(row.integer(column));
}

std::uint32_t small(const store::Statement& row, int column) { return static_cast<std::uint32_t>(row.integer(column)); }

/// The URL that played last stands first.
void prefer(std::vector<std::string>& urls, std::string_view played) {
  for (std::size_t i = 1; i < urls.size(); ++i) {
    if (urls[i] != played) continue;
    std::string first = std::move(urls[i]);
    urls.erase(urls.begin() + static_cast<std::ptrdiff_t>(i));
    urls.insert(urls.begin(), std::move(first));
    return;
  }
}

constexpr std::uint32_t kDeadAfter = 3;

}  // namespace

store::Migrations catalogue_schema() noexcept { return kVersions; }

Entry read_entry(const store::Statement& row, WallTime now) {
  Entry entry;
  int at = 0;
  const auto text = [&row, &at] { return std::string(row.text(at++)); };
  entry.number = ServiceNumber(small(row, at++));
  entry.origin = static_cast<NumberOrigin>(row.integer(at++));
  entry.directory = static_cast<DirectoryId>(row.integer(at++));
  Station& station = entry.station;
  station.id = text();
  station.name = text();
  station.urls = split(row.text(at++));
  station.homepage = text();
  station.icon = text();
  station.tags = split(row.text(at++));
  station.country = text();
  station.country_name = text();
  station.language = text();
  station.codec = text();
  station.kbps = small(row, at++);
  station.kind = static_cast<Kind>(row.integer(at++));
  station.votes = small(row, at++);
  station.clicks = small(row, at++);
  entry.gone = row.integer(at++) == 0;
  entry.revision = static_cast<std::uint64_t>(row.integer(at++));
  Health& health = entry.health;
  health.starts = small(row, at++);
  health.failures = small(row, at++);
  health.failures_in_row = small(row, at++);
  health.first_sound_ms = small(row, at++);
  health.last_sound = time_of(row, at++);
  health.retry_at = time_of(row, at++);
  entry.dead = health.failures_in_row >= kDeadAfter && health.retry_at && *health.retry_at > now;
  prefer(station.urls, row.text(at));
  return entry;
}

std::vector<DirectoryState> read_directories(store::Database& database) {
  std::vector<DirectoryState> states;
  auto rows = database.prepare(
      "SELECT id, name, stations, whole, refreshed, tried, last_error, etag, last_modified FROM directory ORDER BY id");
  while (rows.step()) {
    DirectoryState& state = states.emplace_back();
    state.id = static_cast<DirectoryId>(rows.integer(0));
    state.name = rows.text(1);
    state.stations = static_cast<std::size_t>(rows.integer(2));
    state.whole = rows.integer(3) != 0;
    state.refreshed = time_of(rows, 4);
    state.tried = time_of(rows, 5);
    state.last_error = rows.text(6);
    state.etag = rows.text(7);
    state.last_modified = rows.text(8);
  }
  return states;
}

std::string joined(const std::vector<std::string>& list) {
  std::string column;
  for (const std::string& text : list) {
    if (!column.empty()) column += '\n';
    column += text;
  }
  return column;
}

std::vector<std::string> split(std::string_view column) {
  std::vector<std::string> list;
  while (!column.empty()) {
    const std::size_t end = std::min(column.find('\n'), column.size());
    list.emplace_back(column.substr(0, end));
    column.remove_prefix(std::min(end + 1, column.size()));
  }
  return list;
}

std::int64_t to_column(WallTime time) noexcept {
  return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

WallTime from_column(std::int64_t milliseconds) noexcept { return WallTime{std::chrono::milliseconds{milliseconds}}; }

}  // namespace joincast::directory
