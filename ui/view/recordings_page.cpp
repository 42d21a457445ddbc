// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/recordings_page.h"

#include <QAction>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QSortFilterProxyModel>
#include <QToolBar>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include "ui/model/recordings_model.h"
#include "ui/view/icons.h"
#include "ui/view/loss_line.h"

namespace joincast::ui {
namespace {

QTreeView* makeList(const QString& name, QWidget* parent) {
  auto* const list = new QTreeView(parent);
  list->setRootIsDecorated(false);
  list->setUniformRowHeights(true);
  list->setAlternatingRowColors(true);
  list->setAllColumnsShowFocus(true);
  list->setAccessibleName(name);
  return list;
}

void setWidths(QTreeView& list, std::initializer_list<int> characters) {
  int column = 0;
  for (const int width : characters) list.setColumnWidth(column++, width * list.fontMetrics().averageCharWidth());
}

}  // namespace

RecordingsPage::RecordingsPage(RunningModel& running, RecordingsModel& recordings, const QList<QAction*>& begin,
                               QWidget* parent)
    : QWidget(parent),
      running_(running),
      recordings_(recordings),
      sorted_(new QSortFilterProxyModel(this)),
      runningList_(makeList(tr("Being recorded"), this)),
      list_(makeList(tr("Recordings"), this)),
      above_(new QWidget(this)),
      empty_(new QLabel(tr("Nothing was recorded yet. “Record now” records what plays from this moment on, “Record "
                           "this song” from the song’s beginning."),
                        this)),
      folder_(new QLabel(this)),
      end_(new QAction(icon("stop"), tr("&End this recording"), this)) {
  runningList_->setModel(&running_);
  setWidths(*runningList_, {24, 34, 10, 10, 12});
  sorted_->setSourceModel(&recordings_);
  sorted_->setSortRole(RecordingsModel::kSortRole);
  sorted_->setSortCaseSensitivity(Qt::CaseInsensitive);
  list_->setModel(sorted_);
  list_->setSortingEnabled(true);
  list_->sortByColumn(RecordingsModel::kDate, Qt::DescendingOrder);
  list_->setSelectionMode(QAbstractItemView::ExtendedSelection);
  list_->setItemDelegateForColumn(RecordingsModel::kLosses, new LossLine(list_));
  list_->setContextMenuPolicy(Qt::ActionsContextMenu);
  setWidths(*list_, {36, 24, 24, 10, 10, 20});
  empty_->setWordWrap(true);
  empty_->setAlignment(Qt::AlignCenter);
  empty_->setMargin(fontMetrics().height());
  folder_->setTextFormat(Qt::PlainText);
  folder_->setTextInteractionFlags(Qt::TextSelectableByMouse);

  auto* const upper = new QVBoxLayout(above_);
  upper->setContentsMargins({});
  auto* const heading = new QHBoxLayout;
  heading->addWidget(new QLabel(tr("Being recorded"), above_), 1);
  auto* const stop = new QToolButton(above_);
  stop->setDefaultAction(end_);
  stop->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  heading->addWidget(stop);
  upper->addLayout(heading);
  upper->addWidget(runningList_);
  runningList_->setMaximumHeight(8 * fontMetrics().height());

  auto* const bar = new QToolBar(this);
  bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  bar->addActions(begin);
  bar->addSeparator();
  addFileActions();
  bar->addActions(fileActions_);

  auto* const foot = new QHBoxLayout;
  foot->addWidget(folder_, 1);
  auto* const change = new QToolButton(this);
  change->setText(tr("Change the &folder…"));
  foot->addWidget(change);
  connect(change, &QToolButton::clicked, this, &RecordingsPage::folderWished);

  auto* const layout = new QVBoxLayout(this);
  layout->addWidget(bar);
  layout->addWidget(above_);
  layout->addWidget(empty_);
  layout->addWidget(list_, 1);
  layout->addLayout(foot);

  connect(end_, &QAction::triggered, this, [this] {
    QModelIndex index = runningList_->currentIndex();
    if (!index.isValid() && running_.rowCount() == 1) index = running_.index(0, 0);
    if (index.isValid()) Q_EMIT endWished(index.data(RunningModel::kIdRole).toULongLong());
  });
  connect(list_, &QTreeView::activated, this,
          [this](const QModelIndex& index) { Q_EMIT playWished(index.data(RecordingsModel::kPathRole).toString()); });
  connect(list_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RecordingsPage::tend);
  connect(&recordings_, &QAbstractItemModel::modelReset, this, &RecordingsPage::tend);
  connect(&running_, &QAbstractItemModel::modelReset, this, &RecordingsPage::tend);
  tend();
}

void RecordingsPage::addFileActions() {
  const auto add = [this](const char* picture, const QString& text, const QKeySequence& shortcut, auto done) {
    auto* const action = new QAction(icon(picture), text, this);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, done);
    fileActions_.append(action);
    list_->addAction(action);
  };
  add("play", tr("&Play the recording"), {}, [this] {
    for (const QString& path : selected()) return Q_EMIT playWished(path);
  });
  add("edit", tr("&Rename…"), Qt::Key_F2, [this] { renameSelected(); });
  add("delete", tr("Move to &trash"), QKeySequence::Delete, [this] { Q_EMIT deleteWished(selected()); });
  add("folder", tr("&Show in folder"), {}, [this] {
    for (const QString& path : selected()) return Q_EMIT showWished(path);
  });
}

QStringList RecordingsPage::selected() const {
  QStringList paths;
  for (const QModelIndex& index : list_->selectionModel()->selectedRows())
    paths.append(index.data(RecordingsModel::kPathRole).toString());
  return paths;
}

void RecordingsPage::renameSelected() {
  const QStringList paths = selected();
  if (paths.size() != 1) return;
  bool chosen = false;
  const QString before = QFileInfo(paths.first()).completeBaseName();
  const QString name =
      QInputDialog::getText(this, tr("Rename the recording"), tr("Name:"), QLineEdit::Normal, before, &chosen);
  if (chosen && !name.isEmpty() && name != before) Q_EMIT renameWished(paths.first(), name);
}

void RecordingsPage::setFolder(const QString& folder) {
  folder_->setText(tr("Recordings are in %1").arg(QDir::toNativeSeparators(folder)));
}

void RecordingsPage::tend() {
  const bool any = recordings_.rowCount() != 0 || running_.rowCount() != 0;
  above_->setVisible(running_.rowCount() != 0);
  empty_->setVisible(!any);
  list_->setVisible(any);
  const auto chosen = list_->selectionModel()->selectedRows().size();
  for (qsizetype i = 0; i < fileActions_.size(); ++i) fileActions_[i]->setEnabled(i == 2 ? chosen > 0 : chosen == 1);
}

}  // namespace joincast::ui
