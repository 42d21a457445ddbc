// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/stations_page.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QTreeView>
#include <QVBoxLayout>

#include "ui/model/station_model.h"

namespace joincast::ui {

StationsPage::StationsPage(StationModel& model, QWidget* parent)
    : QWidget(parent), model_(model), search_(new QLineEdit(this)), list_(new QTreeView(this)) {
  search_->setPlaceholderText(tr("Search stations"));
  search_->setClearButtonEnabled(true);
  search_->setAccessibleName(tr("Search"));
  list_->setModel(&model_);
  list_->setRootIsDecorated(false);
  list_->setUniformRowHeights(true);
  list_->setAlternatingRowColors(true);
  list_->setAccessibleName(tr("Stations"));
  list_->header()->setSectionResizeMode(StationModel::kName, QHeaderView::Interactive);
  list_->setColumnWidth(StationModel::kName, 260);
  auto* const layout = new QVBoxLayout(this);
  layout->addWidget(search_);
  layout->addWidget(list_);
  connect(search_, &QLineEdit::textChanged, &model_, &StationModel::setWords);
  connect(list_, &QTreeView::activated, this,
          [this](const QModelIndex& index) { Q_EMIT playWished(model_.at(index.row())); });
}

}  // namespace joincast::ui
