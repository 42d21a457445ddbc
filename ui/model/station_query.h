// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QSet>
#include <QString>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "ui/model/station_pool.h"

namespace joincast::ui {

/// What the list is made of.
enum class Source : std::uint8_t { everything, onAir, favourites, history, radio, television };
inline constexpr std::size_t kSources = 6;

enum class Grouping : std::uint8_t { none, genre, country, language, headend };

/// Columns of the list.
enum class StationColumn : std::uint8_t {
  name,
  favourite,
  state,
  title,
  genre,
  country,
  language,
  codec,
  rate,
  number,
  headend,
  heard,
};
inline constexpr int kStationColumns = 12;

/// What a person wants to see.
struct StationQuery {
  Source source = Source::everything;
  QString words;                         ///< as typed; each begins a word of name, title, genre or country
  std::array<QString, kFacets> filters;  ///< by facet; empty: all
  Grouping grouping = Grouping::none;
  StationColumn sort = StationColumn::name;
  bool descending = false;  ///< what has no value is last in both directions
  QSet<QString> collapsed;  ///< names of groups whose stations are not shown

  bool narrows() const;  ///< words or filters leave something out

  friend bool operator==(const StationQuery&, const StationQuery&) = default;
};

/// Why there is nothing to see.
enum class Emptiness : std::uint8_t {
  none,          ///< there is something
  looking,       ///< nothing is known yet
  nothingFits,   ///< words and filters leave nothing over
  noFavourites,  ///< the source has nothing, whatever is looked for
  noHistory,
  nothingOnAir,
  noneOfKind,  ///< no radio, or no television
};

/// What there is to see. Never changes once made.
struct StationView {
  struct Group {
    QString name;             ///< empty: not known
    std::uint32_t count = 0;  ///< of its stations
    bool collapsed = false;
  };
  struct FacetCount {
    QString name;
    std::uint32_t count = 0;  ///< that would be found with it
  };

  StationQuery query;
  StationPoolPtr pool;
  std::vector<std::int32_t> rows;   ///< a station; below zero: the heading of group -1 - row
  std::vector<std::int32_t> rowOf;  ///< of each station of the pool; -1: it is not shown
  std::vector<Group> groups;
  std::uint32_t found = 0;                              ///< stations, in collapsed groups too
  std::array<std::vector<FacetCount>, kFacets> facets;  ///< by name; those with the most stations
  std::array<std::uint32_t, kSources> sources{};        ///< stations of each, whatever is looked for
  const StationView* sameRowsAs = nullptr;              ///< the view before, if few rows differ; only to be compared
  std::vector<std::int32_t> changed;                    ///< with sameRowsAs: the rows that show something else than there

  Emptiness emptiness() const;
  int rowOfKey(const QString& key) const;  ///< -1: it is not shown
};
using StationViewPtr = std::shared_ptr<const StationView>;

}  // namespace joincast::ui
