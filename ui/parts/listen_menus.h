// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QList>
#include <QObject>

class QAction;
class QActionGroup;
class QMenu;

namespace joincast::ui {

class ListeningSettings;
class MainWindow;
class PlayerController;
class SleepTimer;

/// The Playback menu, and what of the File menu opens things.
class ListenMenus : public QObject {
  Q_OBJECT

 public:
  /// All must outlive it.
  ListenMenus(MainWindow& window, PlayerController& player, SleepTimer& sleep, ListeningSettings& settings);

  QMenu& sleepMenu() noexcept { return *sleepMenu_; }
  QMenu& songMenu() noexcept { return *songMenu_; }
  QList<QAction*> trayActions() const { return tray_; }

 Q_SIGNALS:
  void openWished();         ///< a file
  void openAddressWished();  ///< an address to be typed in
  void lastWished();         ///< play what was played last
  void alarmWished();        ///< its dialog
  void linkWished();         ///< of the title that plays

 private:
  void addOpening(MainWindow& window);
  void addPlaying();
  void addMoving();
  void addSound(ListeningSettings& settings);
  void addSleep(SleepTimer& sleep);
  void refresh();

  PlayerController& player_;
  QMenu* menu_;
  QMenu* sleepMenu_ = nullptr;
  QMenu* songMenu_ = nullptr;
  QAction *pause_ = nullptr, *stop_ = nullptr, *retry_ = nullptr, *link_ = nullptr, *mute_ = nullptr;
  QList<QAction*> moves_, tray_;
};

}  // namespace joincast::ui
