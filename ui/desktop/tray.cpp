// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/desktop/tray.h"

#include <QApplication>
#include <QIcon>
#include <QMenu>
#include <QStyle>
#include <QSystemTrayIcon>
#include <utility>

#include "ui/control/player_controller.h"

namespace joincast::ui {

Tray::Tray(PlayerController& player, QList<QAction*> actions, QObject* parent)
    : QObject(parent), player_(player), actions_(std::move(actions)) {
  for (const auto change :
       {&PlayerController::stationChanged, &PlayerController::stationRecognised, &PlayerController::itemChanged})
    connect(&player_, change, this, &Tray::refresh);
}

Tray::~Tray() = default;

void Tray::setShown(bool shown) {
  if (shown == (icon_ != nullptr)) return;
  if (!shown || !QSystemTrayIcon::isSystemTrayAvailable()) {
    icon_.reset();
    menu_.reset();
    return;
  }
  menu_ = std::make_unique<QMenu>();
  for (QAction* const action : std::as_const(actions_)) {
    if (action)
      menu_->addAction(action);
    else
      menu_->addSeparator();
  }
  QIcon picture = QApplication::windowIcon();
  if (picture.isNull()) picture = QApplication::style()->standardIcon(QStyle::SP_MediaVolume);
  icon_ = std::make_unique<QSystemTrayIcon>(picture);
  icon_->setContextMenu(menu_.get());
  connect(icon_.get(), &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
    if (reason == QSystemTrayIcon::Trigger) Q_EMIT toggleWished();
  });
  refresh();
  icon_->show();
}

void Tray::refresh() {
  if (!icon_) return;
  const QString& station = player_.station().name;
  QString text = station.isEmpty() ? tr("Nothing plays") : station;
  if (!player_.title().isEmpty()) text += QLatin1Char('\n') + player_.title();
  icon_->setToolTip(text.replace(QLatin1Char('<'), QChar(0x2039)));  // some desktops read it as markup
}

}  // namespace joincast::ui
