// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/parts/listen_part.h"

#include <QMenu>

#include "ui/control/listening_settings.h"
#include "ui/control/player_controller.h"
#include "ui/view/main_window.h"
#include "ui/view/player_bar.h"

namespace joincast::ui {

struct ListenPart::Parts {
  ListeningSettings settings;
  PlayerController* player = nullptr;
  MainWindow* window = nullptr;
  PlayerBar* bar = nullptr;

  void addMenu();
  void remember();
};

void ListenPart::Parts::addMenu() {
  QMenu& menu = window->menu(MainWindow::Menu::playback);
  menu.addAction(MainWindow::tr("&Play or pause"), Qt::Key_Space, player, &PlayerController::togglePause);
  menu.addAction(MainWindow::tr("&Stop"), Qt::CTRL | Qt::Key_Period, player, &PlayerController::stop);
  menu.addAction(MainWindow::tr("Play the &last station"), Qt::CTRL | Qt::SHIFT | Qt::Key_L, window, [this] {
    if (const auto last = settings.lastStation()) player->play(*last);
  });
  menu.addSeparator();
  menu.addAction(MainWindow::tr("&Next station"), Qt::ALT | Qt::Key_Down, player, &PlayerController::next);
  menu.addAction(MainWindow::tr("Pre&vious station"), Qt::ALT | Qt::Key_Up, player, &PlayerController::previous);
  menu.addSeparator();
  menu.addAction(MainWindow::tr("&Back ten seconds"), Qt::ALT | Qt::Key_Left, player, &PlayerController::backALittle);
  menu.addAction(MainWindow::tr("To the start of the s&ong"), Qt::ALT | Qt::Key_Home, player,
                 &PlayerController::toSongStart);
  menu.addAction(MainWindow::tr("To what is sent n&ow"), Qt::ALT | Qt::Key_End, player, &PlayerController::toLive);
  menu.addSeparator();
  menu.addAction(MainWindow::tr("Lo&uder"), Qt::CTRL | Qt::Key_Up, player,
                 [this] { player->setVolume(std::min(player->volume() + 5, 100)); });
  menu.addAction(MainWindow::tr("So&fter"), Qt::CTRL | Qt::Key_Down, player,
                 [this] { player->setVolume(player->volume() - 5); });
  menu.addAction(MainWindow::tr("&Mute"), Qt::CTRL | Qt::Key_M, player, &PlayerController::toggleMuted);
}

void ListenPart::Parts::remember() {
  player->setVolume(settings.volume());
  player->setMuted(settings.muted());
  QObject::connect(player, &PlayerController::volumeChanged, window,
                   [this] { settings.setVolume(player->volume(), player->muted()); });
  QObject::connect(player, &PlayerController::tuningChanged, window, [this] {
    if (player->tuning() == Tuning::playing) settings.setLastStation(player->station());
  });
}

ListenPart::ListenPart(ReceiverBridge::Options& options) : parts_(std::make_unique<Parts>()) {
  options.receiver.time_shift.keep = std::chrono::minutes(parts_->settings.keepMinutes());
}

ListenPart::~ListenPart() = default;

void ListenPart::connectTo(ReceiverBridge&, PlayerController& player, MainWindow& window) {
  parts_->player = &player;
  parts_->window = &window;
  parts_->bar = new PlayerBar(player);
  window.setFoot(parts_->bar);
  parts_->addMenu();
  parts_->remember();
}

void ListenPart::start(const QStringList& names) {
  if (names.isEmpty()) {
    const auto last = parts_->settings.lastStation();
    if (parts_->settings.playOnStart() && last) parts_->player->play(*last);
    return;
  }
  Station station;
  station.reference = station.name = names.first();
  station.key = keyOfReference(station.reference);
  parts_->player->play(station);
}

PlayerBar& ListenPart::bar() noexcept { return *parts_->bar; }

ListeningSettings& ListenPart::settings() noexcept { return parts_->settings; }

}  // namespace joincast::ui
