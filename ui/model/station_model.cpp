// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/model/station_model.h"

#include <algorithm>
#include <utility>

namespace joincast::ui {

int StationModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(visible_.size());
}

int StationModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : kColumns; }

QVariant StationModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  const Station& station = at(index.row());
  if (role == kKeyRole) return station.key;
  if (role == kTuningRole) return static_cast<int>(station.key == tuned_ ? tuning_ : Tuning::silent);
  if (role == kWhyRole) return station.key == tuned_ ? why_ : QString();
  if (role != Qt::DisplayRole) return {};
  switch (index.column()) {
    case kName: return station.name;
    case kTitle: return station.title;
    case kGenre: return station.genre;
    case kCountry: return station.country;
    case kLanguage: return station.language;
    case kCodec: return station.codec;
    case kRate: return station.kbps ? QVariant(station.kbps) : QVariant();
    case kNumber: return station.number;
    default: return {};
  }
}

QVariant StationModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  switch (section) {
    case kName: return tr("Station");
    case kTitle: return tr("On air now");
    case kGenre: return tr("Genre");
    case kCountry: return tr("Country");
    case kLanguage: return tr("Language");
    case kCodec: return tr("Codec");
    case kRate: return tr("kbit/s");
    case kNumber: return tr("Number");
    default: return {};
  }
}

int StationModel::rowOf(const QString& key) const {
  for (std::size_t row = 0; row < visible_.size(); ++row)
    if (table_->stations[visible_[row]].key == key) return static_cast<int>(row);
  return -1;
}

void StationModel::setTable(StationTablePtr table) {
  beginResetModel();
  table_ = std::move(table);
  choose();
  endResetModel();
}

void StationModel::setWords(const QString& words) {
  beginResetModel();
  words_ = words.split(' ', Qt::SkipEmptyParts);
  choose();
  endResetModel();
}

void StationModel::setTuning(const QString& key, Tuning tuning, const QString& why) {
  const int before = rowOf(tuned_);
  tuned_ = key;
  tuning_ = tuning;
  why_ = why;
  for (const int row : {before, rowOf(tuned_)})
    if (row >= 0) Q_EMIT dataChanged(index(row, 0), index(row, kColumns - 1));
}

void StationModel::choose() {
  visible_.clear();
  for (std::uint32_t at = 0; at < table_->stations.size(); ++at) {
    const Station& station = table_->stations[at];
    const auto has = [&](const QString& word) {
      return station.name.contains(word, Qt::CaseInsensitive) || station.genre.contains(word, Qt::CaseInsensitive);
    };
    if (std::ranges::all_of(words_, has)) visible_.push_back(at);
  }
}

}  // namespace joincast::ui
