// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/parts/listen_desktop.h"

#include <QApplication>
#include <utility>

#include "ui/control/listening_settings.h"
#include "ui/control/player_controller.h"
#include "ui/view/main_window.h"

namespace joincast::ui {

ListenDesktop::ListenDesktop(PlayerController& player, ListeningSettings& settings, MainWindow& window,
                             QList<QAction*> tray)
    : player_(player),
      settings_(settings),
      mpris_(QDBusConnection::sessionBus(), player),
      inhibitor_(QDBusConnection::sessionBus(), QDBusConnection::systemBus()),
      notifier_(QDBusConnection::sessionBus()),
      tray_(player, std::move(tray)) {
  connect(&player_, &PlayerController::tuningChanged, this, &ListenDesktop::keepAwake);
  connect(&player_, &PlayerController::itemChanged, this, &ListenDesktop::notify);
  connect(&settings_, &ListeningSettings::changed, this, [this] {
    keepAwake();
    tray_.setShown(settings_.tray());
  });
  tray_.setShown(settings_.tray());
  connect(&mpris_, &Mpris::quitWished, qApp, &QApplication::quit, Qt::QueuedConnection);
  connect(&mpris_, &Mpris::raiseWished, &window, [&window] { window.bringToFront(); });
  connect(&tray_, &Tray::toggleWished, &window, [&window] {
    if (window.isVisible() && !window.isMinimized())
      window.hide();
    else
      window.bringToFront();
  });
}

void ListenDesktop::keepAwake() {
  const bool plays = settings_.staysAwake() && (player_.isHeard() || player_.tuning() == Tuning::stalled);
  inhibitor_.setWanted(plays, plays && player_.isTelevision());
}

void ListenDesktop::notify() {
  if (!settings_.notifications() || player_.title().isEmpty()) return;
  const QString words = player_.title() + QLatin1Char('\n') + player_.station().name;
  if (std::exchange(notified_, words) != words) notifier_.tell(player_.title(), player_.station().name);
}

}  // namespace joincast::ui
