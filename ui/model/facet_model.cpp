// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/model/facet_model.h"

#include <QLocale>
#include <utility>

namespace joincast::ui {

FacetModel::FacetModel(Facet facet, QString all, QObject* parent)
    : QAbstractListModel(parent), facet_(facet), all_(std::move(all)) {}

const std::vector<StationView::FacetCount>& FacetModel::values() const {
  return view_->facets[static_cast<std::size_t>(facet_)];
}

int FacetModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : 1 + static_cast<int>(values().size());
}

QVariant FacetModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || role != Qt::DisplayRole) return {};
  if (index.row() == 0) return all_;
  const StationView::FacetCount& value = values()[static_cast<std::size_t>(index.row() - 1)];
  return QStringLiteral("%1 (%2)").arg(value.name, QLocale().toString(value.count));
}

QString FacetModel::valueAt(int row) const {
  return row < 1 || row >= rowCount() ? QString() : values()[static_cast<std::size_t>(row - 1)].name;
}

int FacetModel::rowOf(const QString& value) const {
  for (int row = 1; row < rowCount() && !value.isEmpty(); ++row)
    if (valueAt(row) == value) return row;
  return 0;
}

void FacetModel::setView(StationViewPtr view) {
  beginResetModel();
  view_ = std::move(view);
  endResetModel();
}

}  // namespace joincast::ui
