// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QAbstractTableModel>
#include <QHash>

#include "ui/control/player_controller.h"
#include "ui/model/station_query.h"

namespace joincast::ui {

/// What a query found, a station or a group's heading a row, and how far each station has come that was asked for.
class StationModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Role : int {
    kKeyRole = Qt::UserRole,  ///< of the station; empty: a heading
    kTuningRole,              ///< Tuning, as int
    kWhyRole,                 ///< it stalled or failed: a sentence
    kHeadingRole,             ///< whether the row is a heading
    kOnAirRole,
    kTelevisionRole,
    kFavouriteRole,
  };
  static constexpr qsizetype kMostFailures = 1'000;

  explicit StationModel(QObject* parent = nullptr);

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;

  const StationView& view() const noexcept { return *view_; }
  const Station* stationAt(int row) const;  ///< null: a heading, or no row
  const StationView::Group* headingAt(int row) const;
  const Favourite* favouriteAt(int row) const;  ///< null: it is none
  /// Of all that are known, shown or not; null: there is none. Dies with the next view.
  const Station* find(const QString& key) const;
  int rowOf(const QString& key) const { return view_->rowOfKey(key); }  ///< -1: it is not shown

  int rowOfHeading(const QString& name) const;  ///< -1: there is none

  static QString columnName(StationColumn column);
  static QString word(Tuning tuning);  ///< for people; of a silent one too

 public Q_SLOTS:
  void setView(joincast::ui::StationViewPtr view);
  /// How far the service `key` has come; all others are silent, or have failed before.
  void setTuning(const QString& key, joincast::ui::Tuning tuning, const QString& why);
  void setTitle(const QString& title);  ///< what is heard of that service now; empty: not known

 private:
  Tuning tuningOf(const QString& key) const;
  QString whyOf(const QString& key) const;
  QVariant text(const Station& station, int row, StationColumn column) const;
  QVariant headingData(const StationView::Group& group, const QModelIndex& index, int role) const;
  QString stateText(const Station& station) const;
  void tellChanged(const QString& key);

  StationViewPtr view_;
  QString tuned_, title_;
  Tuning tuning_ = Tuning::silent;
  QString why_;
  QHash<QString, QString> failures_;  // why, by key, until they are asked for again
};

}  // namespace joincast::ui
