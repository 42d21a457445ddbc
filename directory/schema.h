// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "directory/catalogue.h"
#include "store/database.h"

namespace joincast::directory {

/// The versions of the catalogue's schema: docs/directories.md tells what the tables hold.
store::Migrations catalogue_schema() noexcept;

/// What read_entry() takes a row of: `FROM` and joins are in it, a condition may follow.
inline constexpr const char* kEntryRows =
    "SELECT s.number, s.origin, s.directory, s.id, s.name, s.urls, s.homepage, s.icon, s.tags, s.country, "
    "s.country_name, s.language, s.codec, s.kbps, s.kind, s.votes, s.clicks, s.listed, s.revision, h.starts, "
    "h.failures, h.in_row, h.first_sound_ms, h.last_sound, h.retry_at, h.url FROM station s "
    "LEFT JOIN health h ON h.station = s.key ";

Entry read_entry(const store::Statement& row, WallTime now);

std::vector<DirectoryState> read_directories(store::Database& database);

/// Lists of texts without line feeds, in one column.
std::string joined(const std::vector<std::string>& list);
std::vector<std::string> split(std::string_view column);

/// Times are whole milliseconds since 1970.
std::int64_t to_column(WallTime time) noexcept;
WallTime from_column(std::int64_t milliseconds) noexcept;

}  // namespace joincast::directory
