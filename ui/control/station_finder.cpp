// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/control/station_finder.h"

#include <utility>

namespace joincast::ui {

StationFinder::StationFinder(Run run, QObject* parent) : QObject(parent), run_(std::move(run)) {}

StationFinder::~StationFinder() {
  *alive_ = false;
  ++*newest_;
}

void StationFinder::setGuide(StationTablePtr table) {
  run_([search = search_, table]() -> std::function<void()> {
    search->hold(table);
    return {};
  });
  sources_.guide = std::move(table);
  fresh_ = true;
  ask();
}

void StationFinder::setFavourites(const std::vector<Favourite>& favourites) {
  sources_.favourites = std::make_shared<const std::vector<Favourite>>(favourites);
  fresh_ = true;
  ask();
}

void StationFinder::setHistory(const std::vector<HistoryEntry>& history) {
  sources_.history = std::make_shared<const std::vector<HistoryEntry>>(history);
  fresh_ = true;
  ask();
}

void StationFinder::setQuery(const StationQuery& query) {
  if (view_ && query == query_ && !busy_) return;
  query_ = query;
  ask();
}

void StationFinder::ask() {
  const std::uint64_t number = ++*newest_;
  if (busy_) {
    again_ = true;
    return;
  }
  busy_ = true;
  again_ = false;
  run_([this, alive = alive_, search = search_, newest = newest_, number, query = query_,
        sources = std::exchange(fresh_, false) ? std::optional(sources_) : std::nullopt]() -> std::function<void()> {
    search->sweep();
    if (sources) search->setSources(*sources);
    StationViewPtr view = search->find(query, [&] { return *newest != number; });
    return [this, alive, number, view = std::move(view)] {
      if (*alive) answered(number, view);
    };
  });
}

void StationFinder::answered(std::uint64_t number, StationViewPtr view) {
  busy_ = false;
  if (view && number == *newest_) {
    view_ = std::move(view);
    Q_EMIT found(view_);
    run_([search = search_]() -> std::function<void()> {
      search->sweep();
      return {};
    });
  }
  if (std::exchange(again_, false)) ask();
}

}  // namespace joincast::ui
