// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/model/station_pool.h"

#include <algorithm>
#include <utility>

#include "ui/model/folding.h"

namespace joincast::ui {
namespace {

/// Which of a table's stations are meant by a number, looked up for a few only.
class ByNumber {
 public:
  void want(const QString& number) {
    if (!number.isEmpty()) stations_.insert(number, {});
  }
  void look(const std::vector<Station>& stations) {
    if (stations_.isEmpty()) return;
    for (std::uint32_t at = 0; at < stations.size(); ++at)
      if (const auto wanted = stations_.find(stations[at].number); wanted != stations_.end()) wanted->append(at);
  }
  /// Of several the one of that name, of them and without it the first.
  std::optional<std::uint32_t> find(const QString& number, const QString& name,
                                    const std::vector<Station>& stations) const {
    const auto known = stations_.constFind(number);
    if (known == stations_.constEnd() || known->isEmpty()) return std::nullopt;
    if (known->size() == 1) return known->first();
    const std::string wanted = folded(name);
    for (const std::uint32_t at : *known)
      if (folded(stations[at].name) == wanted) return at;
    return known->first();
  }

 private:
  QHash<QString, QList<std::uint32_t>> stations_;
};

}  // namespace

StationPool::StationPool(StationSources sources)
    : guide_(sources.guide ? std::move(sources.guide) : makeStationTable(std::vector<Station>(), false)),
      favourites_(std::move(sources.favourites)),
      history_(std::move(sources.history)),
      inGuide_(static_cast<std::uint32_t>(guide_->stations.size())),
      favourite_(inGuide_),
      heard_(inGuide_) {
  std::vector<Station> extra;
  if (favourites_) addFavourites(extra);
  if (history_) addHistory(extra);
  extra_ = makeStationTable(std::move(extra), true);
  mergeValues();
}

void StationPool::addFavourites(std::vector<Station>& extra) {
  ByNumber numbers;
  for (const Favourite& one : *favourites_)
    if (one.stableId.isEmpty()) numbers.want(one.reference);
  numbers.look(guide_->stations);
  for (std::uint32_t which = 0; which < favourites_->size(); ++which) {
    const Favourite& one = (*favourites_)[which];
    Station station = stationOf(one);
    std::optional<std::uint32_t> found;
    if (const auto known = guide_->byKey.constFind(station.key); known != guide_->byKey.constEnd()) found = *known;
    if (!found && one.stableId.isEmpty()) found = numbers.find(one.reference, one.name, guide_->stations);
    if (found) {
      favourite_[*found] = which + 1;
      continue;
    }
    extra.push_back(std::move(station));
    favourite_.push_back(which + 1);
    heard_.push_back(0);
  }
}

void StationPool::addHistory(std::vector<Station>& extra) {
  QHash<QString, std::uint32_t> known;  // keys that no guide has
  QHash<QString, std::uint32_t> numbered;
  for (std::uint32_t at = 0; at < extra.size(); ++at) {
    known.insert(extra[at].key, inGuide_ + at);
    if (!extra[at].number.isEmpty()) numbered.insert(extra[at].number, inGuide_ + at);
  }
  ByNumber numbers;
  for (const HistoryEntry& one : *history_)
    if (!guide_->byKey.contains(one.station.key)) numbers.want(one.station.number);
  numbers.look(guide_->stations);
  for (const HistoryEntry& one : *history_) {  // the newest first
    const Station& station = one.station;
    std::optional<std::uint32_t> found;
    if (const auto in_guide = guide_->byKey.constFind(station.key); in_guide != guide_->byKey.constEnd())
      found = *in_guide;
    else if (const auto there = known.constFind(station.key); there != known.constEnd())
      found = *there;
    else if (!directoryIdOf(station))
      found = numbers.find(station.number, station.name, guide_->stations);
    if (!found && !station.number.isEmpty())
      if (const auto there = numbered.constFind(station.number); there != numbered.constEnd()) found = *there;
    if (!found) {
      found = size();
      known.insert(station.key, *found);
      extra.push_back(station);
      favourite_.push_back(0);
      heard_.push_back(0);
    }
    heard_[*found] = std::max(heard_[*found], one.began.toMSecsSinceEpoch());
  }
}

void StationPool::mergeValues() {
  for (std::size_t facet = 0; facet < kFacets; ++facet) {
    const FacetIndex& of_guide = guide_->facets[facet];
    const FacetIndex& of_extra = extra_->facets[facet];
    values_[facet] = of_guide.names;
    std::vector<std::uint32_t>& numbers = ofExtra_[facet];
    numbers.resize(static_cast<std::size_t>(of_extra.names.size()));
    for (auto known = of_extra.known.constBegin(); known != of_extra.known.constEnd(); ++known) {
      const auto there = of_guide.known.constFind(known.key());
      numbers[*known] = there != of_guide.known.constEnd() ? *there : static_cast<std::uint32_t>(values_[facet].size());
      if (there == of_guide.known.constEnd()) values_[facet].append(of_extra.names[static_cast<qsizetype>(*known)]);
    }
  }
}

const Favourite* StationPool::favouriteAt(std::uint32_t station) const {
  return favourite_[station] ? &(*favourites_)[favourite_[station] - 1] : nullptr;
}

std::optional<std::uint32_t> StationPool::find(const QString& key) const {
  if (const auto known = guide_->byKey.constFind(key); known != guide_->byKey.constEnd()) return *known;
  if (const auto known = extra_->byKey.constFind(key); known != extra_->byKey.constEnd()) return inGuide_ + *known;
  return std::nullopt;
}

}  // namespace joincast::ui
