// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/model/station_model.h"

#include <QDateTime>
#include <QFont>
#include <QLocale>
#include <utility>

namespace joincast::ui {

StationModel::StationModel(QObject* parent) : QAbstractTableModel(parent) {
  auto empty = std::make_shared<StationView>();
  empty->pool = std::make_shared<StationPool>(StationSources{});
  view_ = std::move(empty);
}

int StationModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(view_->rows.size());
}

int StationModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : kStationColumns; }

const Station* StationModel::stationAt(int row) const {
  if (row < 0 || row >= rowCount()) return nullptr;
  const std::int32_t what = view_->rows[static_cast<std::size_t>(row)];
  return what >= 0 ? &view_->pool->at(static_cast<std::uint32_t>(what)) : nullptr;
}

const StationView::Group* StationModel::headingAt(int row) const {
  if (row < 0 || row >= rowCount()) return nullptr;
  const std::int32_t what = view_->rows[static_cast<std::size_t>(row)];
  return what < 0 ? &view_->groups[static_cast<std::size_t>(-1 - what)] : nullptr;
}

const Favourite* StationModel::favouriteAt(int row) const {
  if (!stationAt(row)) return nullptr;
  return view_->pool->favouriteAt(static_cast<std::uint32_t>(view_->rows[static_cast<std::size_t>(row)]));
}

int StationModel::rowOfHeading(const QString& name) const {
  for (int row = 0; row < rowCount(); ++row)
    if (const auto* const group = headingAt(row); group && group->name == name) return row;
  return -1;
}

const Station* StationModel::find(const QString& key) const {
  const auto station = view_->pool->find(key);
  return station ? &view_->pool->at(*station) : nullptr;
}

Qt::ItemFlags StationModel::flags(const QModelIndex& index) const {
  return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren : Qt::NoItemFlags;
}

QVariant StationModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  if (const auto* const group = headingAt(index.row())) return headingData(*group, index, role);
  const Station* const station = stationAt(index.row());
  if (!station) return {};
  const auto column = static_cast<StationColumn>(index.column());
  switch (role) {
    case kKeyRole: return station->key;
    case kTuningRole: return static_cast<int>(tuningOf(station->key));
    case kWhyRole: return whyOf(station->key);
    case kHeadingRole: return false;
    case kOnAirRole: return station->onAir;
    case kTelevisionRole: return station->television;
    case kFavouriteRole: return favouriteAt(index.row()) != nullptr;
    case Qt::DisplayRole: return text(*station, index.row(), column);
    case Qt::ToolTipRole:
      if (column == StationColumn::favourite)
        return favouriteAt(index.row()) ? tr("Favourite: click to remove it") : tr("Click to make it a favourite");
      if (const QString why = whyOf(station->key); !why.isEmpty()) return why;
      return column == StationColumn::state ? stateText(*station) : text(*station, index.row(), column);
    case Qt::AccessibleTextRole:
      if (column == StationColumn::favourite) return favouriteAt(index.row()) ? tr("Favourite") : tr("No favourite");
      if (column == StationColumn::state) return stateText(*station);
      return {};
    case Qt::TextAlignmentRole:
      if (column == StationColumn::rate) return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
      if (column == StationColumn::favourite) return static_cast<int>(Qt::AlignCenter);
      return {};
    default: return {};
  }
}

QVariant StationModel::headingData(const StationView::Group& group, const QModelIndex& index, int role) const {
  if (role == kHeadingRole) return true;
  if (role == kTuningRole) return static_cast<int>(Tuning::silent);
  if (index.column() != static_cast<int>(StationColumn::name)) return {};
  const QString name = group.name.isEmpty() ? tr("Not stated") : group.name;
  if (role == Qt::DisplayRole)
    return QStringLiteral("%1 %2 (%3)")
        .arg(group.collapsed ? QChar(u'▸') : QChar(u'▾'))
        .arg(name, QLocale().toString(group.count));
  if (role == Qt::AccessibleTextRole) {
    const QString stations = tr("%n station(s)", nullptr, static_cast<int>(group.count));
    return group.collapsed ? tr("Group %1, %2, collapsed").arg(name, stations)
                           : tr("Group %1, %2, expanded").arg(name, stations);
  }
  if (role == Qt::FontRole) {
    QFont font;
    font.setBold(true);
    return font;
  }
  return {};
}

QVariant StationModel::text(const Station& station, int row, StationColumn column) const {
  switch (column) {
    case StationColumn::name: return station.name;
    case StationColumn::favourite: return favouriteAt(row) ? QStringLiteral("★") : QStringLiteral("☆");
    case StationColumn::state: {
      const Tuning tuning = tuningOf(station.key);
      if (tuning != Tuning::silent) return word(tuning);
      return station.onAir ? tr("On air") : QString();
    }
    case StationColumn::title:
      return station.key == tuned_ && !title_.isEmpty() ? title_ : station.title;  // guides are told of it later
    case StationColumn::genre: return station.genre;
    case StationColumn::country: return countryName(station.country);
    case StationColumn::language: return station.language;
    case StationColumn::codec: return station.codec;
    case StationColumn::rate: return station.kbps ? QVariant(station.kbps) : QVariant();
    case StationColumn::number: return station.number;
    case StationColumn::headend: return station.headend;
    case StationColumn::heard: {
      const qint64 heard = view_->pool->heardAt(static_cast<std::uint32_t>(view_->rows[static_cast<std::size_t>(row)]));
      return heard ? QLocale().toString(QDateTime::fromMSecsSinceEpoch(heard), QLocale::ShortFormat) : QString();
    }
  }
  return {};
}

QString StationModel::stateText(const Station& station) const {
  const Tuning tuning = tuningOf(station.key);
  if (tuning == Tuning::silent && station.onAir) return tr("On air: it is being sent, to others too");
  const QString why = whyOf(station.key);
  return why.isEmpty() ? word(tuning) : tr("%1: %2").arg(word(tuning), why);
}

QString StationModel::columnName(StationColumn column) {
  switch (column) {
    case StationColumn::name: return tr("Station");
    case StationColumn::favourite: return tr("Favourite");
    case StationColumn::state: return tr("State");
    case StationColumn::title: return tr("On air now");
    case StationColumn::genre: return tr("Genre");
    case StationColumn::country: return tr("Country");
    case StationColumn::language: return tr("Language");
    case StationColumn::codec: return tr("Codec");
    case StationColumn::rate: return tr("kbit/s");
    case StationColumn::number: return tr("Number");
    case StationColumn::headend: return tr("Headend");
    case StationColumn::heard: return tr("Last heard");
  }
  return {};
}

QString StationModel::word(Tuning tuning) {
  switch (tuning) {
    case Tuning::silent: return tr("Silent");
    case Tuning::asking: return tr("Asking");
    case Tuning::answered: return tr("Answered");
    case Tuning::buffering: return tr("Buffering");
    case Tuning::playing: return tr("Playing");
    case Tuning::paused: return tr("Paused");
    case Tuning::stalled: return tr("Stalled");
    case Tuning::failed: return tr("Failed");
  }
  return {};
}

QVariant StationModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section < 0 || section >= kStationColumns) return {};
  const auto column = static_cast<StationColumn>(section);
  if (role == Qt::DisplayRole) return column == StationColumn::favourite ? QStringLiteral("★") : columnName(column);
  if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole) return columnName(column);
  return {};
}

void StationModel::setView(StationViewPtr view) {
  if (view->sameRowsAs == view_.get()) {
    view_ = std::move(view);
    for (const int row : view_->changed) Q_EMIT dataChanged(index(row, 0), index(row, kStationColumns - 1));
    return;
  }
  beginResetModel();
  view_ = std::move(view);
  endResetModel();
}

Tuning StationModel::tuningOf(const QString& key) const {
  if (key == tuned_) return tuning_;
  return failures_.contains(key) ? Tuning::failed : Tuning::silent;
}

QString StationModel::whyOf(const QString& key) const { return key == tuned_ ? why_ : failures_.value(key); }

void StationModel::setTuning(const QString& key, Tuning tuning, const QString& why) {
  const QString before = tuned_;
  if (!before.isEmpty() && before != key && tuning_ == Tuning::failed && failures_.size() < kMostFailures)
    failures_.insert(before, why_);
  failures_.remove(key);
  if (key != tuned_) title_.clear();
  tuned_ = key;
  tuning_ = tuning;
  why_ = why;
  if (before != key) tellChanged(before);
  tellChanged(key);
}

void StationModel::setTitle(const QString& title) {
  if (title_ == title) return;
  title_ = title;
  tellChanged(tuned_);
}

void StationModel::tellChanged(const QString& key) {
  if (const int row = rowOf(key); row >= 0) Q_EMIT dataChanged(index(row, 0), index(row, kStationColumns - 1));
}

}  // namespace joincast::ui
