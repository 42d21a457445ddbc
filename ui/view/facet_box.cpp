// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/facet_box.h"

#include <QAbstractItemView>
#include <QSignalBlocker>
#include <utility>

namespace joincast::ui {

FacetBox::FacetBox(Facet facet, const QString& name, const QString& all, QWidget* parent)
    : QComboBox(parent), facet_(facet), values_(new FacetModel(facet, all, this)) {
  setModel(values_);
  setAccessibleName(name);
  setToolTip(name);
  view()->setAccessibleName(name);
  setMaxVisibleItems(20);
  setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  setMinimumContentsLength(6);  // there is more where the window is wide
  connect(this, &QComboBox::activated, this, [this](int row) { Q_EMIT chosen(values_->valueAt(row)); });
}

void FacetBox::setView(const StationViewPtr& view) {
  if (open_)
    waiting_ = view;
  else
    take(view);
}

void FacetBox::showPopup() {
  open_ = true;
  QComboBox::showPopup();
}

void FacetBox::hidePopup() {
  open_ = false;
  QComboBox::hidePopup();
  if (const auto view = std::exchange(waiting_, nullptr)) take(view);
}

void FacetBox::take(const StationViewPtr& view) {
  const QSignalBlocker quiet(this);
  values_->setView(view);
  setCurrentIndex(values_->rowOf(view->query.filters[static_cast<std::size_t>(facet_)]));
}

}  // namespace joincast::ui
