// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QList>
#include <QObject>
#include <memory>

class QAction;
class QMenu;
class QSystemTrayIcon;

namespace joincast::ui {

class PlayerController;

/// An icon in the system's tray: what plays as its tool tip, the player's actions as its menu; a click shows the
/// window or hides it. None at first.
class Tray : public QObject {
  Q_OBJECT

 public:
  /// `actions` are of the window's menus and outlive it; null separates.
  Tray(PlayerController& player, QList<QAction*> actions, QObject* parent = nullptr);
  ~Tray() override;

  void setShown(bool shown);  ///< where there is a tray

 Q_SIGNALS:
  void toggleWished();  ///< the window

 private:
  void refresh();

  PlayerController& player_;
  QList<QAction*> actions_;
  std::unique_ptr<QMenu> menu_;
  std::unique_ptr<QSystemTrayIcon> icon_;
};

}  // namespace joincast::ui
