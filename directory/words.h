// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "directory/catalogue.h"
#include "directory/number.h"
#include "directory/station.h"

namespace joincast::directory {

/// What a station is found by besides its text: one token for each filter of a Query, so that the full-text index
/// answers filters and words alike.
std::string facets_of(DirectoryId directory, const Station& station);

/// The full-text expression of a query, whose text has these words; empty: everything.
std::string match_of(const Query& query, const std::vector<std::string>& words);

inline constexpr std::size_t kMostWords = 8;  ///< looked for; those behind do not matter

/// Positions from here on are those of stations that are gone.
inline constexpr std::int64_t kGonePosition = std::int64_t{255} << 32;

/// Where a station stands among the others: the index gives rows by this number, so the most popular ones come first
/// without being sorted. `key`: at most 32 bits.
std::int64_t position_of(const Station& station, bool listed, std::int64_t key) noexcept;

/// The part of it that does not depend on the key: popularity in steps so large that few stations change theirs.
std::uint32_t rank_of(const Station& station, bool listed) noexcept;

/// Of all that is kept of a station, rank instead of votes and clicks: another value means that it changed.
std::uint64_t digest_of(const Station& station) noexcept;

}  // namespace joincast::directory
