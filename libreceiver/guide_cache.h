// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <system_error>

#include "base/export.h"
#include "base/time.h"
#include "libreceiver/guide_list.h"

namespace joincast::libreceiver {

inline constexpr std::size_t kMostGuideCache = 33'554'432;             ///< octets of the file
inline constexpr Duration kOldestGuide = std::chrono::hours(24 * 30);  ///< what was heard before is forgotten

/// `$XDG_CACHE_HOME/joincast/guide`, else `~/.cache/joincast/guide`; empty: there is neither.
JOINCAST_EXPORT std::string guide_cache_path();

/// Adds what a run before left. No file, or none that is understood, is no error: a cache may be lost. False: it
/// cannot be read, or is longer than kMostGuideCache.
JOINCAST_EXPORT bool load_guide_cache(const std::string& path, GuideList& list, WallTime now);

/// Puts the list in the place of what was there; whoever looks, after a crash too, sees the old one or this one.
JOINCAST_EXPORT std::error_code save_guide_cache(const std::string& path, const GuideList& list);

/// The file `path` becomes `text`, as a whole or not at all; folders on the way are made for the user alone.
JOINCAST_EXPORT std::error_code write_whole_file(const std::string& path, std::string_view text);

}  // namespace joincast::libreceiver
