// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QAbstractListModel>

#include "ui/model/station_query.h"

namespace joincast::ui {

/// The values of one facet to choose from, each with the number of stations that would be found; in front of them the
/// one that means all.
class FacetModel : public QAbstractListModel {
  Q_OBJECT

 public:
  /// `all`: what the first row says.
  FacetModel(Facet facet, QString all, QObject* parent = nullptr);

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

  QString valueAt(int row) const;         ///< empty: all
  int rowOf(const QString& value) const;  ///< 0: there is none such, or all
  void setView(joincast::ui::StationViewPtr view);

 private:
  const std::vector<StationView::FacetCount>& values() const;

  Facet facet_;
  QString all_;
  StationViewPtr view_ = std::make_shared<StationView>();
};

}  // namespace joincast::ui
