// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "base/result.h"
#include "base/service_number.h"
#include "libreceiver/guide_list.h"

namespace joincast::app {

/// A service to come back to.
struct Favourite {
  std::string reference;  ///< `8000:0001`, or `rtp://...` of what has no number
  std::string name;       ///< never empty
  std::string genre = {};
  std::string icon = {};       ///< absolute http or https
  std::uint8_t directory = 0;  ///< that named it
  std::string stable_id = {};  ///< what that directory calls it for ever
  bool television = false;

  friend bool operator==(const Favourite&, const Favourite&) = default;
};

inline constexpr std::size_t kMostFavourites = 10'000;

Favourite favourite_of(const libreceiver::GuideItem& item);

/// What was read from a file of somebody else's.
struct ImportedFavourites {
  std::vector<Favourite> favourites;
  std::vector<std::string> left_out;  ///< for people: what is no service of ours, a line each
};

/// M3U or OPML, told apart by content. The error is for people: it is neither.
Result<ImportedFavourites, std::string> read_favourites(std::string_view text);

/// How a service is written for other players: its place under a prefix or in a pool, where it has one.
struct ExportOptions {
  std::optional<Prefix> prefix = {};  ///< none: the default pool
  bool references = false;            ///< as we name it instead: what it is elsewhere depends on the network
};
std::string to_m3u(const std::vector<Favourite>& favourites, const ExportOptions& options);
std::string to_opml(const std::vector<Favourite>& favourites, const ExportOptions& options);

/// The user's own, in `$XDG_DATA_HOME/joincast/favourites.m3u`, else below `~/.local/share`.
class FavouritesFile {
 public:
  /// Reads it, and keeps others of our programs from changing it meanwhile. No file is an empty list. The error is for
  /// people: then nothing is written, so nothing can be lost.
  static Result<FavouritesFile, std::string> open(const std::string& path);
  static std::string default_path();  ///< empty: nobody knows where

  std::vector<Favourite>& all() noexcept { return favourites_; }
  /// False: it is there already.
  bool add(Favourite favourite);
  /// As a whole or not at all. Nothing, or why not, for people.
  std::optional<std::string> save() const;

  FavouritesFile(FavouritesFile&&) noexcept;
  FavouritesFile& operator=(FavouritesFile&&) = delete;
  ~FavouritesFile();

 private:
  FavouritesFile(std::string path, int lock) : path_(std::move(path)), lock_(lock) {}

  std::string path_;
  int lock_ = -1;
  std::vector<Favourite> favourites_;
};

}  // namespace joincast::app
