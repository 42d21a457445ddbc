// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QAbstractTableModel>
#include <QList>
#include <QString>

namespace joincast::ui {

/// A session description line by line, each with what was forgiven there.
class DescriptionModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column : int { kNumber, kText, kRemark, kColumns };

  using QAbstractTableModel::QAbstractTableModel;

  void setText(const QString& text);               ///< as announced; empty: none
  int faults() const noexcept { return faults_; }  ///< that were named
  bool refused() const noexcept { return refused_; }

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  struct Row {
    QString number;  // empty: something is missing behind the last line
    QString text;
    QString remark;  // empty: nothing is wrong
  };
  QList<Row> rows_;
  int faults_ = 0;
  bool refused_ = false;
};

}  // namespace joincast::ui
