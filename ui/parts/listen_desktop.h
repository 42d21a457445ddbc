// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QObject>

#include "ui/desktop/mpris.h"
#include "ui/desktop/notifier.h"
#include "ui/desktop/sleep_inhibitor.h"
#include "ui/desktop/tray.h"

namespace joincast::ui {

class ListeningSettings;
class MainWindow;
class PlayerController;

/// What plays, as the rest of the desktop has to know it.
class ListenDesktop : public QObject {
  Q_OBJECT

 public:
  /// All must outlive it.
  ListenDesktop(PlayerController& player, ListeningSettings& settings, MainWindow& window, QList<QAction*> tray);

  Mpris& mpris() noexcept { return mpris_; }

 private:
  void keepAwake();
  void notify();

  PlayerController& player_;
  ListeningSettings& settings_;
  Mpris mpris_;
  SleepInhibitor inhibitor_;
  Notifier notifier_;
  Tray tray_;
  QString notified_;
};

}  // namespace joincast::ui
