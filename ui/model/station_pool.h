// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QDateTime>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "ui/model/favourite_shelf.h"
#include "ui/model/history.h"
#include "ui/model/station.h"

namespace joincast::ui {

/// What the one list is made of. None of them changes any more.
struct StationSources {
  StationTablePtr guide;
  std::shared_ptr<const std::vector<Favourite>> favourites;
  std::shared_ptr<const std::vector<HistoryEntry>> history;
};

/// Guide, favourites and history as one: the guide's stations first, each with what the others say of it, and behind
/// them those that no guide names. Never changes once made.
///
/// A favourite is the station that its directory calls so; without a directory the one of its number, of several the
/// one of its name; without a number the one in its group.
class StationPool {
 public:
  explicit StationPool(StationSources sources);

  std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(favourite_.size()); }
  const Station& at(std::uint32_t station) const {
    return station < inGuide_ ? guide_->stations[station] : extra_->stations[station - inGuide_];
  }
  std::string_view foldedOf(std::uint32_t station) const {
    return station < inGuide_ ? guide_->foldedOf(station) : extra_->foldedOf(station - inGuide_);
  }
  bool isInGuide(std::uint32_t station) const noexcept { return station < inGuide_; }
  const Favourite* favouriteAt(std::uint32_t station) const;  ///< null: it is none
  /// The last time it was played, in ms since 1970; 0: never.
  qint64 heardAt(std::uint32_t station) const { return heard_[station]; }
  std::optional<std::uint32_t> find(const QString& key) const;
  bool complete() const noexcept { return guide_->complete; }

  /// Values of a facet, by their number; those of a station.
  const QStringList& values(Facet facet) const { return values_[static_cast<std::size_t>(facet)]; }
  template <typename Take>
  void eachValue(Facet facet, std::uint32_t station, Take take) const {
    const auto which = static_cast<std::size_t>(facet);
    if (station < inGuide_)
      for (const std::uint32_t value : guide_->facets[which].of(station)) take(value);
    else
      for (const std::uint32_t value : extra_->facets[which].of(station - inGuide_)) take(ofExtra_[which][value]);
  }

 private:
  void addFavourites(std::vector<Station>& extra);
  void addHistory(std::vector<Station>& extra);
  void mergeValues();

  StationTablePtr guide_, extra_;
  std::shared_ptr<const std::vector<Favourite>> favourites_;
  std::shared_ptr<const std::vector<HistoryEntry>> history_;
  std::uint32_t inGuide_ = 0;
  std::vector<std::uint32_t> favourite_;  // by station: which favourite, plus 1; 0: none
  std::vector<qint64> heard_;             // by station
  std::array<QStringList, kFacets> values_;
  std::array<std::vector<std::uint32_t>, kFacets> ofExtra_;  // values of extra_ as values_
};
using StationPoolPtr = std::shared_ptr<const StationPool>;

}  // namespace joincast::ui
