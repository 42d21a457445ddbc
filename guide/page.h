// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/export.h"
#include "base/parse_error.h"
#include "base/result.h"
#include "guide/entry.h"

namespace joincast::guide {

/// Of the JSON documents; a later one only adds members, which readers ignore.
inline constexpr unsigned kSchema = 1;

inline constexpr std::uint8_t kPageDirectory = 63;  ///< service numbers of pages (design: directory 63)

/// Pages sent in the guide's own service, 8000:0000; others have a service each.
enum WellKnownPage : std::uint32_t {
  kIndexPage = 0,       ///< lists all other pages: always the first to come
  kFavouritesPage = 1,  ///< what the operator recommends
  kOnAirPage = 2,       ///< what is being sent just now
  kGenresPage = 3,      ///< how many stations there are of each genre
  kFirstOwnPage = 16,   ///< from here to kMostPage a page is service `bf00:0000` + its number
};
inline constexpr std::uint32_t kMostPage = 0xff'ffff;

/// The service whose group a page is sent to: 8000:0000 below kFirstOwnPage, else `bf00:0000` + page.
constexpr ServiceNumber service_of_page(std::uint32_t page) noexcept {
  return page < kFirstOwnPage ? kGuideService : ServiceNumber{std::uint32_t{kPageDirectory} << 24 | (page & kMostPage)};
}

/// Whether a service carries pages of the guide and no sound.
constexpr bool is_guide_service(ServiceNumber number) noexcept {
  return number == kGuideService || (number.directory() == kPageDirectory && number.station() >= kFirstOwnPage);
}

/// Where another page is to be had.
struct PageLink {
  std::uint32_t page = 0;             ///< its number
  std::string title;                  ///< for people: `Jazz`
  std::optional<IpAddress> group_v4;  ///< of its service; none: no IPv4
  std::uint32_t entries = 0;          ///< on it
  std::uint64_t revision = 0;

  friend bool operator==(const PageLink&, const PageLink&) = default;
};

struct Genre {
  std::string name;
  std::uint32_t stations = 0;
  std::uint32_t page = 0;  ///< that lists them; zero: by HTTP only

  friend bool operator==(const Genre&, const Genre&) = default;
};

/// A piece of the guide: a page by multicast, or an answer of `/guide.json`.
struct Page {
  std::uint32_t number = 0;    ///< below 2^24; zero in HTTP answers
  std::uint64_t revision = 0;  ///< grows with every change, over restarts too; of an HTTP answer: of the whole guide
  std::string title;
  std::string headend;      ///< name of the machine that wrote it
  std::string http;         ///< of the index: where its `/guide.json` is, as in `http://[fe80::1]:9581`; empty: nowhere
  std::uint32_t total = 0;  ///< entries that the question has, of which `entries` may be a part
  std::optional<std::uint32_t> next;   ///< offset of the first entry that is not here; none: these were the last
  std::optional<std::uint64_t> since;  ///< a delta: what changed since this revision; none: all there is
  std::vector<Entry> entries;
  std::vector<ServiceNumber> removed;  ///< by a delta: no longer on offer
  std::vector<PageLink> pages;         ///< of the index
  std::vector<Genre> genres;

  friend bool operator==(const Page&, const Page&) = default;
};

/// What a stranger's page may hold; what is beyond is left out, longer texts are cut.
struct PageLimits {
  std::size_t octets = 4'194'304;  ///< of the JSON text; more is refused
  std::size_t entries = 20'000;
  std::size_t removed = 100'000;
  std::size_t pages = 4'096;
  std::size_t genres = 4'096;
};

/// The JSON of a page (docs/wire.md), on one line.
JOINCAST_EXPORT std::string to_json(const Page& page);

/// Reads such JSON. Unknown members are skipped at any depth; entries without a number or a name are left out, fields
/// of the wrong type are as if absent. Refused: bad_encoding (no JSON, or not UTF-8), unsupported_version (no schema,
/// or a later one), over_limit (too long, or nested deeper than 32).
JOINCAST_EXPORT Result<Page, ParseError> parse_page(std::string_view json, const PageLimits& limits = {});

}  // namespace joincast::guide
