// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/export.h"
#include "base/time.h"
#include "directory/catalogue.h"
#include "directory/number.h"
#include "directory/parser.h"

namespace joincast::directory {

enum class SourceKind : std::uint8_t { xiph, radiotime, radio_browser, icecast, file };

/// `xiph`, `radiotime`, `radio-browser`, `icecast`, `file`.
JOINCAST_EXPORT std::string_view to_string(SourceKind kind) noexcept;

/// A directory that the headend reads.
struct Source {
  SourceKind kind = SourceKind::xiph;
  DirectoryId id = kXiph;
  std::string name{};         ///< for people, and for `ctl refresh`
  std::string url{};          ///< empty: the directory's own place; a file: its path
  Duration interval{};        ///< between refreshes; see least_interval()
  std::string partner_id{};   ///< RadioTime's
  std::size_t page = 10'000;  ///< radio-browser: stations asked for at once

  friend bool operator==(const Source&, const Source&) = default;
};

/// What politeness asks: an hour for others' servers, a minute for one's own Icecast, a second for files.
JOINCAST_EXPORT Duration least_interval(SourceKind kind) noexcept;
JOINCAST_EXPORT Duration usual_interval(SourceKind kind) noexcept;

JOINCAST_EXPORT std::unique_ptr<Parser> parser_for(SourceKind kind, StationSink sink);

/// When a directory is to be asked next: an interval after it was last found up to date, up to a tenth later so that
/// not all headends come at once; after a failure sooner, twice as long each time, but never sooner than
/// least_interval() after the last try. `failures`: in a row. `chance`: from 0 to 1.
JOINCAST_EXPORT WallTime next_refresh(const Source& source, const DirectoryState& state, unsigned failures,
                                      double chance, WallTime now);

}  // namespace joincast::directory
