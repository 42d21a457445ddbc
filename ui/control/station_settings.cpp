// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/control/station_settings.h"

#include <QSettings>
#include <array>

namespace joincast::ui {
namespace {

struct Field {
  const char* name;
  QString Station::*text;
};
constexpr std::array kFields{
    Field{"key", &Station::key},
    Field{"reference", &Station::reference},
    Field{"number", &Station::number},
    Field{"name", &Station::name},
    Field{"headend", &Station::headend},
    Field{"icon", &Station::icon},
    Field{"description", &Station::description},
};

}  // namespace

void writeStation(QSettings& settings, const Station& station) {
  for (const Field& field : kFields) settings.setValue(QLatin1String(field.name), station.*field.text);
  settings.setValue(QStringLiteral("television"), station.television);
  settings.setValue(QStringLiteral("encrypted"), station.encrypted);
}

std::optional<Station> readStation(const QSettings& settings, const QString& prefix) {
  Station station;
  for (const Field& field : kFields)
    station.*field.text = settings.value(prefix + QLatin1String(field.name)).toString();
  station.television = settings.value(prefix + QLatin1String("television")).toBool();
  station.encrypted = settings.value(prefix + QLatin1String("encrypted")).toBool();
  if (station.key.isEmpty() || station.reference.isEmpty()) return std::nullopt;
  if (station.name.isEmpty()) station.name = station.reference;
  return station;
}

}  // namespace joincast::ui
