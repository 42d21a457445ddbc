// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/model/history.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <utility>

namespace joincast::ui {
namespace {

constexpr qsizetype kMostText = 2'048;

const QString kKey = QStringLiteral("key"), kReference = QStringLiteral("reference"),
              kNumber = QStringLiteral("number"), kName = QStringLiteral("name"), kGenre = QStringLiteral("genre"),
              kTelevision = QStringLiteral("tv"), kBegan = QStringLiteral("began"), kHeard = QStringLiteral("seconds");

std::optional<HistoryEntry> entryOf(const QJsonObject& object) {
  const auto text = [&object](const QString& member) { return object.value(member).toString().left(kMostText); };
  HistoryEntry entry;
  entry.station.key = text(kKey);
  entry.station.reference = text(kReference);
  entry.station.number = text(kNumber);
  entry.station.name = text(kName);
  entry.station.genre = text(kGenre);
  entry.station.television = object.value(kTelevision).toBool();
  entry.station.remembered = true;
  entry.began = QDateTime::fromString(text(kBegan), Qt::ISODate);
  entry.heard = std::chrono::seconds(std::clamp(object.value(kHeard).toInteger(), qint64{0}, qint64{1'000'000'000}));
  if (entry.station.key.isEmpty() || entry.station.reference.isEmpty() || !entry.began.isValid()) return std::nullopt;
  if (entry.station.name.isEmpty()) entry.station.name = entry.station.reference;
  return entry;
}

QJsonObject objectOf(const HistoryEntry& entry) {
  QJsonObject object{{kKey, entry.station.key},
                     {kReference, entry.station.reference},
                     {kName, entry.station.name},
                     {kBegan, entry.began.toUTC().toString(Qt::ISODate)},
                     {kHeard, static_cast<qint64>(entry.heard.count())}};
  if (!entry.station.number.isEmpty()) object.insert(kNumber, entry.station.number);
  if (!entry.station.genre.isEmpty()) object.insert(kGenre, entry.station.genre);
  if (entry.station.television) object.insert(kTelevision, true);
  return object;
}

/// What is kept of a station.
void describe(Station& kept, const Station& station) {
  kept.key = station.key;
  kept.reference = station.reference;
  kept.number = station.number;
  kept.name = station.name;
  kept.genre = station.genre;
  kept.television = station.television;
}

}  // namespace

std::optional<Station> History::last() const {
  return entries_.empty() ? std::nullopt : std::optional(entries_.front().station);
}

void History::restore(std::vector<HistoryEntry> before) {
  entries_.insert(entries_.end(), std::make_move_iterator(before.begin()), std::make_move_iterator(before.end()));
  if (entries_.size() > kMost) entries_.resize(kMost);
  Q_EMIT changed();
}

void History::began(const Station& station, const QDateTime& now) {
  if (playing_ && entries_.front().station.key == station.key) return;
  if (playing_) ended(now);
  HistoryEntry entry;
  describe(entry.station, station);
  entry.station.remembered = true;
  entry.began = now;
  entries_.insert(entries_.begin(), std::move(entry));
  if (entries_.size() > kMost) entries_.resize(kMost);
  playing_ = true;
  Q_EMIT changed();
}

void History::recognised(const Station& station) {
  if (!playing_) return;
  HistoryEntry& entry = entries_.front();
  describe(entry.station, station);
  Q_EMIT changed();
}

void History::ended(const QDateTime& now) {
  if (!std::exchange(playing_, false)) return;
  HistoryEntry& entry = entries_.front();
  entry.heard = std::chrono::seconds(std::max(qint64{0}, entry.began.secsTo(now)));
  Q_EMIT changed();
}

void History::clear() {
  entries_.clear();
  playing_ = false;
  Q_EMIT changed();
}

QByteArray History::toJson(const std::vector<HistoryEntry>& entries) {
  QJsonArray array;
  for (const HistoryEntry& entry : entries) array.append(objectOf(entry));
  return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

std::vector<HistoryEntry> History::fromJson(const QByteArray& json) {
  std::vector<HistoryEntry> entries;
  for (const auto& value : QJsonDocument::fromJson(json).array()) {
    if (entries.size() == kMost) break;
    if (auto entry = entryOf(value.toObject())) entries.push_back(std::move(*entry));
  }
  return entries;
}

}  // namespace joincast::ui
