// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "ui/model/station_query.h"

namespace joincast::ui {

/// Ranks by name, one of each station, without equals.
std::vector<std::uint32_t> rankByName(const StationPool& pool);

/// All stations by a column, and by name where that is equal; those that have nothing there last.
std::vector<std::uint32_t> orderBy(const StationPool& pool, StationColumn column, bool descending,
                                   const std::vector<std::uint32_t>& nameRank);

/// Ranks of a facet's values by name.
std::vector<std::uint32_t> rankValues(const QStringList& values);

}  // namespace joincast::ui
