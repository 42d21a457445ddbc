// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QList>
#include <QString>

class QAction;
class QMenuBar;
class QWidget;

namespace joincast::ui {

/// Every action of every menu, with its menu's name: without separators and menus themselves.
struct MenuAction {
  QString menu;
  QAction* action = nullptr;
};
QList<MenuAction> actionsOf(const QMenuBar& menus);

/// The keys of all actions, by menu.
void showShortcuts(const QMenuBar& menus, QWidget* parent);
/// What Joincast is, its version and licence.
void showAbout(QWidget* parent);

}  // namespace joincast::ui
