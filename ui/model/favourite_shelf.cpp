// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/model/favourite_shelf.h"

#include "base/service_number.h"

namespace joincast::ui {

Favourite favouriteOf(const Station& station) {
  Favourite favourite;
  favourite.reference = station.number.isEmpty() ? station.reference : station.number;
  favourite.name = station.name;
  favourite.genre = station.genre;
  if (station.icon.startsWith(QLatin1String("http"))) favourite.icon = station.icon;
  if (const auto id = directoryIdOf(station)) {
    favourite.directory = id->directory;
    favourite.stableId = id->id;
  }
  favourite.television = station.television;
  return favourite;
}

Station stationOf(const Favourite& favourite) {
  Station station;
  station.reference = favourite.reference;
  if (parse_service_number(favourite.reference.toStdString())) station.number = favourite.reference;
  if (!favourite.stableId.isEmpty())
    station.key = keyOfDirectory(favourite.directory, favourite.stableId);
  else if (station.number.isEmpty())
    station.key = keyOfGroup(favourite.reference);
  if (station.key.isEmpty()) station.key = keyOfReference(favourite.reference);
  station.name = favourite.name;
  station.genre = favourite.genre;
  station.icon = favourite.icon;
  station.television = favourite.television;
  station.remembered = true;
  return station;
}

}  // namespace joincast::ui
