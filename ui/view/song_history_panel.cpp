// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/song_history_panel.h"

#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QStandardPaths>
#include <QToolBar>
#include <QTreeView>
#include <QVBoxLayout>

#include "ui/model/song_history.h"
#include "ui/view/icons.h"

namespace joincast::ui {

SongHistoryPanel::SongHistoryPanel(SongHistory& history, QWidget* parent)
    : QWidget(parent), history_(history), view_(new QTreeView(this)), empty_(nullptr) {
  view_->setModel(&history_);
  view_->setRootIsDecorated(false);
  view_->setUniformRowHeights(true);
  view_->setAlternatingRowColors(true);
  view_->setSelectionMode(QAbstractItemView::ExtendedSelection);
  view_->setAccessibleName(tr("Songs that were heard"));
  view_->header()->setSectionResizeMode(SongHistory::kHeard, QHeaderView::ResizeToContents);
  view_->header()->setSectionResizeMode(SongHistory::kTitle, QHeaderView::Stretch);
  view_->header()->setSectionResizeMode(SongHistory::kStation, QHeaderView::Interactive);
  view_->header()->setStretchLastSection(false);
  auto* const words = new QLabel(tr("No titles yet. Those of the stations that you hear are listed here."), this);
  words->setWordWrap(true);
  words->setAlignment(Qt::AlignCenter);
  words->setForegroundRole(QPalette::PlaceholderText);
  words->setMargin(fontMetrics().height());
  empty_ = words;
  makeActions();
  auto* const bar = new QToolBar(this);
  const int size = style()->pixelMetric(QStyle::PM_SmallIconSize);
  bar->setIconSize({size, size});
  for (QAction* const action : {copy_, copyAll_, save_, clear_}) bar->addAction(action);
  setMinimumWidth(fontMetrics().averageCharWidth() * 52);
  auto* const column = new QVBoxLayout(this);
  column->setContentsMargins({});
  column->setSpacing(0);
  column->addWidget(bar);
  column->addWidget(view_, 1);
  column->addWidget(empty_, 1);
  connect(&history_, &QAbstractItemModel::modelReset, this, &SongHistoryPanel::refresh);
  connect(&history_, &QAbstractItemModel::rowsInserted, this, &SongHistoryPanel::refresh);
  connect(view_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SongHistoryPanel::refresh);
  refresh();
}

void SongHistoryPanel::makeActions() {
  const auto make = [this](const char* picture, const QString& text, const QKeySequence& keys, auto&& task) {
    auto* const action = new QAction(icon(picture), text, this);
    action->setShortcut(keys);
    connect(action, &QAction::triggered, this, std::forward<decltype(task)>(task));
    return action;
  };
  copy_ = make("copy", tr("&Copy selected songs"), Qt::CTRL | Qt::ALT | Qt::Key_C, &SongHistoryPanel::copySelected);
  copyAll_ = make("notes", tr("Copy &all songs"), Qt::CTRL | Qt::ALT | Qt::Key_A,
                  [this] { QGuiApplication::clipboard()->setText(history_.toText()); });
  save_ = make("folder", tr("&Save songs…"), Qt::CTRL | Qt::ALT | Qt::Key_S, &SongHistoryPanel::save);
  clear_ = make("delete", tr("C&lear the list of songs"), Qt::CTRL | Qt::ALT | Qt::Key_X, &SongHistoryPanel::clear);
}

void SongHistoryPanel::addActionsTo(QMenu& menu) {
  for (QAction* const action : {copy_, copyAll_, save_, clear_}) menu.addAction(action);
}

void SongHistoryPanel::copySelected() {
  const QModelIndexList rows = view_->selectionModel()->selectedRows();
  if (!rows.isEmpty()) QGuiApplication::clipboard()->setText(history_.toText(rows));
}

void SongHistoryPanel::save() {
  const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
  auto* const dialog = new QFileDialog(this, tr("Save songs"), folder,
                                       tr("Text (*.txt)") + QStringLiteral(";;") + tr("Table, CSV (*.csv)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(QStringLiteral("txt"));
  connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
    dialog->setDefaultSuffix(filter.contains(QLatin1String("*.csv")) ? QStringLiteral("csv") : QStringLiteral("txt"));
  });
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
    if (const QString trouble = history_.save(path); !trouble.isEmpty()) Q_EMIT failed(trouble);
  });
  dialog->open();
}

void SongHistoryPanel::clear() {
  const auto answer = QMessageBox::question(this, tr("Clear the list of songs"),
                                            tr("Forget all %n songs that were heard?", nullptr, history_.rowCount()));
  if (answer == QMessageBox::Yes) history_.clear();
}

void SongHistoryPanel::refresh() {
  const bool none = history_.rowCount() == 0;
  view_->setVisible(!none);
  empty_->setVisible(none);
  for (QAction* const action : {copyAll_, save_, clear_}) action->setEnabled(!none);
  copy_->setEnabled(view_->selectionModel()->hasSelection());
}

}  // namespace joincast::ui
