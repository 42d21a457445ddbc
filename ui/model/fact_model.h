// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QAbstractTableModel>
#include <QList>
#include <QString>

namespace joincast::ui {

/// One line of a list of facts.
struct Fact {
  QString name;
  QString value;
  bool heading = false;  ///< of those that follow; has no value

  friend bool operator==(const Fact&, const Fact&) = default;
};

/// Names and values, with headings between. While the names stay the same only the values change, so that what is
/// selected stays selected.
class FactModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column : int { kName, kValue, kColumns };

  using QAbstractTableModel::QAbstractTableModel;

  void setFacts(QList<Fact> facts);
  const QList<Fact>& facts() const noexcept { return facts_; }

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  QList<Fact> facts_;
};

}  // namespace joincast::ui
