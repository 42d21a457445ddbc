// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/model/station.h"

#include <QSet>
#include <utility>

namespace joincast::ui {
namespace {

QString text(const std::string& utf8) { return QString::fromStdString(utf8); }

/// Directories name a station for ever; a headend's own number means something else at another headend; what has no
/// number is known by its group.
QString keyOf(const libreceiver::GuideItem& item) {
  const guide::Entry& entry = item.entry;
  if (item.numbered && !entry.stable_id.empty())
    return QStringLiteral("directory %1: %2").arg(entry.directory).arg(text(entry.stable_id));
  const QString group = item.places.empty() ? QString() : text(to_string(item.places.front().group));
  if (item.numbered && group.isEmpty()) return keyOfReference(text(to_string(entry.number)));
  if (item.numbered) return QStringLiteral("number %1 in %2").arg(text(to_string(entry.number)), group);
  return QStringLiteral("group %1 port %2").arg(group).arg(item.places.empty() ? 0 : item.places.front().port);
}

}  // namespace

QString keyOfReference(const QString& reference) { return QStringLiteral("reference ") + reference; }

Station stationOf(const libreceiver::GuideItem& item) {
  const guide::Entry& entry = item.entry;
  Station station;
  station.key = keyOf(item);
  station.reference = text(item.reference());
  if (item.numbered) station.number = text(to_string(entry.number));
  station.name = text(entry.name);
  station.genre = text(entry.genre);
  station.country = text(entry.country);
  station.language = text(entry.language);
  station.codec = text(entry.codec);
  station.title = text(entry.title);
  station.homepage = text(entry.link);
  station.icon = text(entry.icon);
  if (!item.told_by.empty()) station.headend = text(item.told_by.front().headend);
  station.description = text(item.description);
  station.kbps = entry.kbps;
  station.members = entry.members;
  station.television = entry.kind == guide::Kind::television;
  station.onAir = entry.on_air;
  station.encrypted = entry.encrypted;
  station.remembered = item.remembered();
  station.recommended = entry.favourite;
  return station;
}

StationTablePtr makeStationTable(const std::vector<libreceiver::GuideItem>& items, bool complete) {
  auto table = std::make_shared<StationTable>();
  table->stations.reserve(items.size());
  table->complete = complete;
  QSet<QString> words;
  const auto share = [&words](QString& word) { word = *words.insert(word); };
  for (const libreceiver::GuideItem& item : items) {
    Station station = stationOf(item);
    for (QString* word : {&station.genre, &station.country, &station.language, &station.codec, &station.headend})
      share(*word);
    table->stations.push_back(std::move(station));
  }
  return table;
}

}  // namespace joincast::ui
