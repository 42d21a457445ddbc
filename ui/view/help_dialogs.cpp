// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/help_dialogs.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "ui/view/icons.h"

namespace joincast::ui {
namespace {

QString text(const char* english) { return QCoreApplication::translate("HelpDialogs", english); }

QString plain(QString label) { return label.remove(u'&'); }

void gather(const QMenu& menu, const QString& name, QList<MenuAction>& found) {
  for (QAction* const action : menu.actions()) {
    if (action->isSeparator()) continue;
    if (const QMenu* const below = action->menu())
      gather(*below, name, found);
    else
      found.append({name, action});
  }
}

}  // namespace

QList<MenuAction> actionsOf(const QMenuBar& menus) {
  QList<MenuAction> found;
  for (const QAction* const top : menus.actions())
    if (top->menu()) gather(*top->menu(), plain(top->text()), found);
  return found;
}

void showShortcuts(const QMenuBar& menus, QWidget* parent) {
  QDialog dialog(parent);
  dialog.setWindowTitle(text(QT_TRANSLATE_NOOP("HelpDialogs", "Keys")));
  auto* const list = new QTreeWidget(&dialog);
  list->setHeaderLabels(
      {text(QT_TRANSLATE_NOOP("HelpDialogs", "What")), text(QT_TRANSLATE_NOOP("HelpDialogs", "Keys"))});
  list->setAccessibleName(dialog.windowTitle());
  list->setSelectionMode(QAbstractItemView::NoSelection);
  QTreeWidgetItem* menu = nullptr;
  for (const MenuAction& one : actionsOf(menus)) {
    if (!menu || menu->text(0) != one.menu) menu = new QTreeWidgetItem(list, {one.menu});
    const QKeySequence keys = one.action->shortcut();
    if (!keys.isEmpty())
      new QTreeWidgetItem(menu, {plain(one.action->text()), keys.toString(QKeySequence::NativeText)});
  }
  list->expandAll();
  list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
  list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
  list->header()->setStretchLastSection(false);
  auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close, &dialog);
  QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
  auto* const layout = new QVBoxLayout(&dialog);
  layout->addWidget(list);
  layout->addWidget(buttons);
  const QFontMetrics metrics = dialog.fontMetrics();
  dialog.resize(64 * metrics.averageCharWidth(), 32 * metrics.height());
  dialog.exec();
}

void showAbout(QWidget* parent) {
  QMessageBox box(parent);
  box.setWindowTitle(text(QT_TRANSLATE_NOOP("HelpDialogs", "About Joincast")));
  box.setIconPixmap(QApplication::windowIcon().pixmap(4 * box.fontMetrics().height()));
  box.setTextFormat(Qt::PlainText);
  box.setText(QStringLiteral("Joincast %1").arg(QApplication::applicationVersion()));
  box.setInformativeText(
      text(QT_TRANSLATE_NOOP("HelpDialogs",
                             "Radio and television on your own network: a headend sends each station once for all who "
                             "listen, and only while somebody does.\n\nFree software under the GNU Lesser General "
                             "Public License, version 2.1 or later.")));
  box.exec();
}

}  // namespace joincast::ui
