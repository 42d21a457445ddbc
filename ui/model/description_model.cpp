// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/model/description_model.h"

#include "libreceiver/description_faults.h"
#include "ui/model/fault_words.h"

namespace joincast::ui {

void DescriptionModel::setText(const QString& text) {
  beginResetModel();
  rows_.clear();
  faults_ = 0;
  refused_ = false;
  const std::string octets = text.toStdString();
  if (!octets.empty()) {
    for (const std::string& line : libreceiver::description_lines(octets))
      rows_.append({QString::number(rows_.size() + 1), QString::fromStdString(line), {}});
    for (const libreceiver::DescriptionFault& fault : libreceiver::describe_faults(octets)) {
      const auto line = static_cast<qsizetype>(fault.line);
      if (line < 1 || line > rows_.size()) rows_.append(Row{});
      Row& row = line < 1 || line > rows_.size() ? rows_.last() : rows_[line - 1];
      if (!row.remark.isEmpty()) row.remark += QLatin1Char(' ');
      row.remark += faultSentence(fault);
      refused_ = refused_ || fault.refused;
      ++faults_;
    }
  }
  endResetModel();
}

int DescriptionModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int DescriptionModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : kColumns; }

QVariant DescriptionModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rows_.size()) return {};
  const Row& row = rows_[index.row()];
  if (role == Qt::TextAlignmentRole && index.column() == kNumber)
    return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
  if (role == Qt::ToolTipRole) return index.column() == kRemark ? row.remark : row.text;
  if (role != Qt::DisplayRole) return {};
  switch (index.column()) {
    case kNumber: return row.number;
    case kText: return row.text;
    default: return row.remark;
  }
}

QVariant DescriptionModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  switch (section) {
    case kNumber: return tr("Line");
    case kText: return tr("As announced");
    default: return tr("What was forgiven");
  }
}

}  // namespace joincast::ui
