// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QAbstractTableModel>
#include <cstdint>
#include <vector>

#include "ui/control/player_controller.h"
#include "ui/model/station.h"

namespace joincast::ui {

/// The stations that fit what is looked for, one a row.
class StationModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column : int { kName, kTitle, kGenre, kCountry, kLanguage, kCodec, kRate, kNumber, kColumns };
  enum Role : int { kKeyRole = Qt::UserRole, kTuningRole, kWhyRole };

  explicit StationModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

  const Station& at(int row) const { return table_->stations[visible_[static_cast<std::size_t>(row)]]; }
  int rowOf(const QString& key) const;  ///< -1: it is not shown

 public Q_SLOTS:
  void setTable(joincast::ui::StationTablePtr table);
  void setWords(const QString& words);
  /// How far the service `key` has come; all others are silent.
  void setTuning(const QString& key, joincast::ui::Tuning tuning, const QString& why);

 private:
  void choose();

  StationTablePtr table_ = std::make_shared<StationTable>();
  std::vector<std::uint32_t> visible_;
  QStringList words_;
  QString tuned_;
  Tuning tuning_ = Tuning::silent;
  QString why_;
};

}  // namespace joincast::ui
