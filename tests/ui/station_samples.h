// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <initializer_list>
#include <memory>
#include <vector>

#include "ui/model/station_search.h"

namespace joincast::ui {

/// A station of radio-browser's, told apart by its name.
inline Station stationNamed(const QString& name) {
  Station station;
  station.name = name;
  station.key = keyOfDirectory(1, name);
  station.reference = QStringLiteral("8100:0001");
  return station;
}

inline StationTablePtr tableOf(std::initializer_list<const char*> names) {
  std::vector<Station> stations;
  for (const char* name : names) stations.push_back(stationNamed(QString::fromUtf8(name)));
  return makeStationTable(std::move(stations), true);
}

inline StationViewPtr viewOf(StationTablePtr table, const StationQuery& query = {}) {
  StationSearch search;
  search.setSources({std::move(table), {}, {}});
  return search.find(query);
}

/// Stations row by row; of a heading its name in brackets.
inline QStringList namesIn(const StationView& view) {
  QStringList names;
  for (const std::int32_t row : view.rows)
    names << (row >= 0 ? view.pool->at(static_cast<std::uint32_t>(row)).name
                       : QStringLiteral("[%1]").arg(view.groups[static_cast<std::size_t>(-1 - row)].name));
  return names;
}

inline QStringList list(std::initializer_list<const char*> texts) {
  QStringList list;
  for (const char* text : texts) list << QString::fromUtf8(text);
  return list;
}

}  // namespace joincast::ui
