// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/control/listening_settings.h"

#include <QSettings>
#include <algorithm>

#include "ui/control/station_settings.h"

namespace joincast::ui {
namespace {

QString keyOf(const char* name) { return QStringLiteral("listening/") + QLatin1String(name); }

}  // namespace

ListeningSettings::ListeningSettings(QObject* parent) : QObject(parent) {}

bool ListeningSettings::flag(const char* name, bool otherwise) const {
  return QSettings().value(keyOf(name), otherwise).toBool();
}

void ListeningSettings::setFlag(const char* name, bool on) {
  QSettings().setValue(keyOf(name), on);
  Q_EMIT changed();
}

int ListeningSettings::keepMinutes() const {
  return std::clamp(QSettings().value(keyOf("keepMinutes"), 30).toInt(), 0, kMostKept);
}

void ListeningSettings::setKeepMinutes(int minutes) {
  QSettings().setValue(keyOf("keepMinutes"), std::clamp(minutes, 0, kMostKept));
  Q_EMIT changed();
}

int ListeningSettings::volume() const { return std::clamp(QSettings().value(keyOf("volume"), 100).toInt(), 0, 100); }

void ListeningSettings::setVolume(int per_cent, bool muted) {
  QSettings settings;
  settings.setValue(keyOf("volume"), per_cent);
  settings.setValue(keyOf("muted"), muted);
}

std::optional<Station> ListeningSettings::lastStation() const {
  QSettings settings;
  settings.beginGroup(QStringLiteral("listening/last"));
  return readStation(settings);
}

void ListeningSettings::setLastStation(const Station& station) {
  QSettings settings;
  settings.beginGroup(QStringLiteral("listening/last"));
  writeStation(settings, station);
}

}  // namespace joincast::ui
