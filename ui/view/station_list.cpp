// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/station_list.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <algorithm>

#include "ui/model/station_model.h"
#include "ui/view/station_delegate.h"

namespace joincast::ui {

StationList::StationList(StationModel& model, QWidget* parent) : QTreeView(parent), model_(model) {
  setRootIsDecorated(false);
  setItemsExpandable(false);
  setUniformRowHeights(true);
  setAlternatingRowColors(true);
  setAllColumnsShowFocus(true);
  setSelectionMode(QAbstractItemView::SingleSelection);
  setEditTriggers(QAbstractItemView::NoEditTriggers);
  setTextElideMode(Qt::ElideRight);
  setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
  setItemDelegate(new StationDelegate(this));
  setModel(&model_);
  connect(&model_, &QAbstractItemModel::modelAboutToBeReset, this, &StationList::remember);
  connect(&model_, &QAbstractItemModel::modelReset, this, &StationList::restore);
}

void StationList::remember() {
  const auto keyAt = [this](int row) {
    const Station* const station = model_.stationAt(row);
    return station ? station->key : QString();
  };
  heading_.reset();
  const int row = currentIndex().row();
  if (const auto* const group = model_.headingAt(row))
    heading_ = group->name;
  else if (row >= 0)
    current_ = keyAt(row);
  top_.clear();
  const int top = verticalScrollBar()->value();
  if (top > 0) top_ = keyAt(top);
}

void StationList::restore() {
  const int rows = model_.rowCount();
  if (rows == 0) return;
  const int found = heading_ ? model_.rowOfHeading(*heading_) : current_.isEmpty() ? -1 : model_.rowOf(current_);
  if (found >= 0) {
    const QModelIndex index = model_.index(found, 0);
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
  }
  if (const int top = top_.isEmpty() ? -1 : model_.rowOf(top_); top >= 0)
    scrollTo(model_.index(top, 0), QAbstractItemView::PositionAtTop);
  else if (found >= 0)
    scrollTo(model_.index(found, 0));
  else
    scrollToTop();
}

void StationList::begin() {
  int row = 0;
  while (model_.headingAt(row)) ++row;
  if (!currentIndex().isValid() && model_.stationAt(row)) setCurrentIndex(model_.index(row, 0));
}

void StationList::focusInEvent(QFocusEvent* event) {
  begin();
  QTreeView::focusInEvent(event);
}

/// Of the star each click is one.
void StationList::mouseDoubleClickEvent(QMouseEvent* event) {
  const bool star = indexAt(event->position().toPoint()).column() == static_cast<int>(StationColumn::favourite);
  star ? QTreeView::mousePressEvent(event) : QTreeView::mouseDoubleClickEvent(event);
}

void StationList::keyPressEvent(QKeyEvent* event) {
  const int before = currentIndex().row();
  if (model_.headingAt(before) && (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)) {
    Q_EMIT folded(before, event->key() == Qt::Key_Left);
    return;
  }
  QTreeView::keyPressEvent(event);
  const bool arrow = event->key() == Qt::Key_Up || event->key() == Qt::Key_Down;
  const bool plain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
  if (arrow && plain && currentIndex().isValid() && currentIndex().row() != before) Q_EMIT stepped(currentIndex());
}

void StationList::keyboardSearch(const QString& text) { Q_EMIT typed(text); }

}  // namespace joincast::ui
