// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/model/fact_model.h"

#include <QFont>
#include <algorithm>

namespace joincast::ui {

void FactModel::setFacts(QList<Fact> facts) {
  const bool same = std::equal(facts.begin(), facts.end(), facts_.begin(), facts_.end(),
                               [](const Fact& a, const Fact& b) { return a.name == b.name && a.heading == b.heading; });
  if (!same) {
    beginResetModel();
    facts_ = std::move(facts);
    endResetModel();
    return;
  }
  for (int row = 0; row < facts.size(); ++row) {
    if (facts_[row] == facts[row]) continue;
    facts_[row] = facts[row];
    Q_EMIT dataChanged(index(row, kValue), index(row, kValue));
  }
}

int FactModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(facts_.size());
}

int FactModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : kColumns; }

QVariant FactModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= facts_.size()) return {};
  const Fact& fact = facts_[index.row()];
  if (role == Qt::DisplayRole) return index.column() == kName ? fact.name : fact.value;
  if (role == Qt::ToolTipRole && index.column() == kValue && !fact.value.isEmpty()) return fact.value;
  if (role == Qt::FontRole && fact.heading) {
    QFont font;
    font.setBold(true);
    return font;
  }
  return {};
}

QVariant FactModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  return section == kName ? tr("What") : tr("Value");
}

}  // namespace joincast::ui
