// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QAbstractTableModel>
#include <QList>

#include "ui/bridge/record_side.h"
#include "ui/model/recording.h"

namespace joincast::ui {

/// Files that were recorded, one a row; those that are being written are left out: RunningModel has them.
class RecordingsModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column : int { kTitle, kStation, kDate, kLength, kSize, kLosses, kColumns };
  enum Role : int {
    kPathRole = Qt::UserRole,
    kSortRole,
    kPlacesRole,  ///< of losses: numbers from 0 to 1; invalid: nobody tells
  };

  explicit RecordingsModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

  const RecordingFile& at(int row) const { return files_[static_cast<std::size_t>(row)]; }

 public Q_SLOTS:
  void setFiles(joincast::ui::RecordingFilesPtr files);
  void setRunning(const QStringList& paths);  ///< files that are being written now

 private:
  QString text(const RecordingFile& file, int column) const;
  void choose();

  RecordingFilesPtr all_ = std::make_shared<std::vector<RecordingFile>>();
  std::vector<RecordingFile> files_;
  QStringList running_;
};

/// What is being recorded, one a row.
class RunningModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column : int { kStation, kTitle, kLength, kSize, kLosses, kState, kColumns };
  static constexpr int kIdRole = Qt::UserRole;

  explicit RunningModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

 public Q_SLOTS:
  void setRunning(const joincast::ui::RunningRecordings& running);

 private:
  RunningRecordings rows_;
};

}  // namespace joincast::ui
