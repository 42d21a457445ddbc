// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/copy_view.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QStringList>
#include <algorithm>

namespace joincast::ui {

CopyView::CopyView(QWidget* parent) : QTreeView(parent) {
  setRootIsDecorated(false);
  setUniformRowHeights(true);
  setAlternatingRowColors(true);
  setSelectionMode(QAbstractItemView::ExtendedSelection);
  setTabKeyNavigation(false);
  setFrameShape(QFrame::NoFrame);
  header()->setStretchLastSection(true);
  setContextMenuPolicy(Qt::ActionsContextMenu);
  auto* const copy = new QAction(tr("&Copy"), this);
  copy->setShortcut(QKeySequence::Copy);
  copy->setShortcutContext(Qt::WidgetShortcut);
  connect(copy, &QAction::triggered, this, &CopyView::copy);
  auto* const all = new QAction(tr("Select &all"), this);
  all->setShortcut(QKeySequence::SelectAll);
  all->setShortcutContext(Qt::WidgetShortcut);
  connect(all, &QAction::triggered, this, &CopyView::selectAll);
  addActions({copy, all});
}

QString CopyView::selectedText() const {
  QModelIndexList rows;
  if (selectionModel()) rows = selectionModel()->selectedRows();
  if (rows.isEmpty() && model())
    for (int row = 0; row < model()->rowCount(); ++row) rows.append(model()->index(row, 0));
  std::sort(rows.begin(), rows.end(), [](const QModelIndex& a, const QModelIndex& b) { return a.row() < b.row(); });
  QStringList lines;
  for (const QModelIndex& row : rows) {
    QStringList cells;
    for (int column = 0; column < model()->columnCount(); ++column)
      cells += row.siblingAtColumn(column).data().toString();
    while (!cells.isEmpty() && cells.last().isEmpty()) cells.removeLast();
    lines += cells.join(QLatin1Char('\t'));
  }
  return lines.join(QLatin1Char('\n'));
}

void CopyView::copy() { QGuiApplication::clipboard()->setText(selectedText()); }

}  // namespace joincast::ui
