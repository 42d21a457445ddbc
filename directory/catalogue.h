// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/export.h"
#include "base/result.h"
#include "base/service_number.h"
#include "base/time.h"
#include "directory/number.h"
#include "directory/station.h"

namespace joincast::directory {

/// How a station's upstream has behaved on this headend.
struct Health {
  std::uint32_t starts = 0;
  std::uint32_t failures = 0;         ///< starts that gave no sound
  std::uint32_t failures_in_row = 0;  ///< since it last gave sound
  std::uint32_t first_sound_ms = 0;   ///< from start to first sound, smoothed; zero: never measured
  std::optional<WallTime> last_sound{};
  std::optional<WallTime> retry_at{};  ///< it counts as dead until then

  friend bool operator==(const Health&, const Health&) = default;
};

/// One station of the catalogue.
struct Entry {
  ServiceNumber number;
  NumberOrigin origin = NumberOrigin::none;
  DirectoryId directory = 0;
  Station station;             ///< `urls`: the one that played last stands first
  bool gone = false;           ///< its directory no longer names it; it keeps its number and can be asked for
  bool dead = false;           ///< failed again and again, and is to be tried again later
  std::uint64_t revision = 0;  ///< when it last changed
  Health health;

  friend bool operator==(const Entry&, const Entry&) = default;
};

/// What to look for. Empty fields do not matter.
struct Query {
  std::string text{};      ///< words as far as typed: each must begin a word of name, tags or country
  std::string genre{};     ///< one of the tags, whole
  std::string country{};   ///< two letters
  std::string language{};  ///< as in Station
  std::string codec{};     ///< as in Station
  std::optional<Kind> kind{};
  std::optional<DirectoryId> directory{};
  bool gone = false;       ///< also those that no directory names any more
  bool count = false;      ///< tell Page::total: takes as long as there are stations that fit
  std::size_t limit = 20;  ///< at most kMostEntries
  std::size_t offset = 0;  ///< for the next page
};

inline constexpr std::size_t kMostEntries = 1'000;

/// The most popular ones first.
struct Page {
  std::vector<Entry> entries;
  bool more = false;           ///< there is a next page
  std::size_t total = 0;       ///< that fit, if that was asked
  std::uint64_t revision = 0;  ///< of the catalogue when it was asked
};

/// What changed since a revision, by the order of change. Stations that went are there with `gone`.
struct Changes {
  std::vector<Entry> entries;
  std::uint64_t revision = 0;  ///< ask on from here
  bool more = false;
};

struct TagCount {
  std::string tag{};
  std::size_t stations = 0;

  friend bool operator==(const TagCount&, const TagCount&) = default;
};

/// How a directory's copy is.
struct DirectoryState {
  DirectoryId id = 0;
  std::string name{};
  std::size_t stations = 0;             ///< named by it now
  bool whole = false;                   ///< the copy is one that was not cut short
  std::optional<WallTime> refreshed{};  ///< when the copy was last found to be up to date
  std::optional<WallTime> tried{};      ///< when it was last asked
  std::string last_error{};             ///< of the last try; empty: it went well
  std::string etag{};                   ///< of the copy, for the next conditional GET
  std::string last_modified{};

  friend bool operator==(const DirectoryState&, const DirectoryState&) = default;
};

/// Where the stations of all directories stand, to be read: an SQLite file that a CatalogueWriter may write meanwhile;
/// a reader never waits for it. For one thread at a time; open as many as there are threads.
class JOINCAST_EXPORT Catalogue {
 public:
  /// The file must exist: CatalogueWriter makes it. The error is for people.
  static Result<std::unique_ptr<Catalogue>, std::string> open(const std::string& path);
  ~Catalogue();
  Catalogue(const Catalogue&) = delete;
  Catalogue& operator=(const Catalogue&) = delete;

  /// The station of a number, gone or not. None too when the file cannot be read.
  std::optional<Entry> find(ServiceNumber number, WallTime now);
  std::optional<Entry> find(DirectoryId directory, std::string_view id, WallTime now);

  Page search(const Query& query, WallTime now);

  /// At most `limit` (and kMostEntries) stations that changed after `since`; from 0 all there are.
  Changes changes_since(std::uint64_t since, std::size_t limit, WallTime now);

  /// Where this headend's numbers may differ from another's: stations whose number is probed or adopted, and whoever
  /// has the number that their id asks for. At most kMostEntries.
  std::vector<Entry> collisions(WallTime now);

  /// Grows with each change of any station; never goes back.
  std::uint64_t revision();

  /// The tags of stations that are not gone, the most frequent first.
  std::vector<TagCount> tags(std::size_t limit);

  std::vector<DirectoryState> directories();  ///< by id

  /// The reason why the last answer was empty, if the file could not be read.
  std::optional<std::string> error() const;

 private:
  class Impl;
  explicit Catalogue(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace joincast::directory
