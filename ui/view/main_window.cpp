// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/main_window.h"

#include <QAction>
#include <QCloseEvent>
#include <QDockWidget>
#include <QIcon>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/view/message_bar.h"

namespace joincast::ui {

MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent),
      names_(new QListWidget(this)),
      pages_(new QStackedWidget(this)),
      messages_(new MessageBar(this)),
      column_(new QVBoxLayout) {
  setObjectName(QStringLiteral("main"));
  setWindowTitle(QStringLiteral("Joincast"));
  const std::array names = {tr("&File"), tr("&Station"), tr("&Playback"), tr("&Record"), tr("&View"), tr("&Help")};
  for (std::size_t which = 0; which < menus_.size(); ++which) menus_[which] = menuBar()->addMenu(names[which]);

  names_->setAccessibleName(tr("Pages"));
  names_->setFrameShape(QFrame::NoFrame);
  names_->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
  connect(names_, &QListWidget::currentRowChanged, this, [this](int row) {
    pages_->setCurrentIndex(row);
    if (auto* const shown = pages_->currentWidget()) Q_EMIT pageShown(shown);
  });

  auto* const middle = new QWidget(this);
  column_->setContentsMargins({});
  column_->setSpacing(0);
  middle->setLayout(column_);
  column_->addWidget(messages_);
  auto* const row = new QHBoxLayout;
  row->setSpacing(0);
  row->addWidget(names_);
  row->addWidget(pages_, 1);
  column_->addLayout(row, 1);
  setCentralWidget(middle);
  resize(QSize(1180, 740).boundedTo(screen()->availableSize()));
}

void MainWindow::addPage(QWidget* page, const QString& name, const QIcon& icon, const QKeySequence& shortcut) {
  pages_->addWidget(page);
  auto* const item = new QListWidgetItem(icon, name, names_);
  item->setToolTip(shortcut.toString(QKeySequence::NativeText));
  names_->setFixedWidth(names_->sizeHintForColumn(0) + 4 * fontMetrics().averageCharWidth());
  auto* const action = menu(Menu::view).addAction(icon, name, this, [this, page] { showPage(page); });
  action->setShortcut(shortcut);
  if (names_->currentRow() < 0) names_->setCurrentRow(0);
}

void MainWindow::showPage(QWidget* page) { names_->setCurrentRow(pages_->indexOf(page)); }

QWidget* MainWindow::page() const { return pages_->currentWidget(); }

QDockWidget* MainWindow::addPanel(QWidget* panel, const QString& id, const QString& name,
                                  const QKeySequence& shortcut) {
  auto* const dock = new QDockWidget(name, this);
  dock->setObjectName(id);
  dock->setWidget(panel);
  addDockWidget(Qt::RightDockWidgetArea, dock);
  dock->hide();
  dock->toggleViewAction()->setShortcut(shortcut);
  menu(Menu::view).addAction(dock->toggleViewAction());
  return dock;
}

void MainWindow::setFoot(QWidget* foot) { column_->addWidget(foot); }

void MainWindow::bringToFront() {
  setWindowState(windowState() & ~Qt::WindowMinimized);
  show();
  raise();
  activateWindow();
}

void MainWindow::restoreLayout() {
  const QSettings settings;
  restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray());
  restoreState(settings.value(QStringLiteral("window/panels")).toByteArray());
}

void MainWindow::closeEvent(QCloseEvent* event) {
  QSettings settings;
  settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
  settings.setValue(QStringLiteral("window/panels"), saveState());
  QMainWindow::closeEvent(event);
}

}  // namespace joincast::ui
