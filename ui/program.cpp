// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/program.h"

#include <QApplication>
#include <QKeySequence>
#include <QMenu>
#include <QStyle>
#include <utility>

#include "ui/control/player_controller.h"
#include "ui/control/wiring.h"
#include "ui/model/station_model.h"
#include "ui/view/main_window.h"
#include "ui/view/player_bar.h"
#include "ui/view/stations_page.h"

namespace joincast::ui {

struct Program::Parts {
  explicit Parts(ReceiverBridge::Options options) : bridge(std::move(options)) {}

  // Windows end before what they show, and the threads last of all.
  ReceiverBridge bridge;
  PlayerController player;
  StationModel stations;
  MainWindow window;

  void addStations();
  void addPlayback();
  void addLeaving();
};

void Program::Parts::addStations() {
  auto* const page = new StationsPage(stations);
  window.addPage(page, MainWindow::tr("Stations"), window.style()->standardIcon(QStyle::SP_FileDialogListView),
                 QKeySequence(Qt::CTRL | Qt::Key_1));
  QObject::connect(&bridge, &ReceiverBridge::guideChanged, &stations, &StationModel::setTable);
  QObject::connect(page, &StationsPage::playWished, &player, &PlayerController::play);
  QObject::connect(page, &StationsPage::zapWished, &player, &PlayerController::zap);
  QObject::connect(&player, &PlayerController::tuningChanged, &stations,
                   [this] { stations.setTuning(player.station().key, player.tuning(), player.why()); });
}

void Program::Parts::addPlayback() {
  window.setFoot(new PlayerBar(player));
  QMenu& menu = window.menu(MainWindow::Menu::playback);
  menu.addAction(MainWindow::tr("&Play or pause"), Qt::Key_Space, &player, &PlayerController::togglePause);
  menu.addAction(MainWindow::tr("&Stop"), Qt::CTRL | Qt::Key_Period, &player, &PlayerController::stop);
}

void Program::Parts::addLeaving() {
  window.menu(MainWindow::Menu::file).addSeparator();
  window.menu(MainWindow::Menu::file).addAction(MainWindow::tr("&Quit"), QKeySequence::Quit, qApp, &QApplication::quit);
}

Program::Program(Options options) : parts_(std::make_unique<Parts>(std::move(options.bridge))) {
  Parts& parts = *parts_;
  connectPlayer(parts.player, parts.bridge);
  parts.addStations();
  parts.addPlayback();
  parts.addLeaving();
  parts.window.restoreLayout();
  parts.player.setNetwork(options.network);
  parts.bridge.look(options.network);
  parts.window.show();
  if (options.open.isEmpty()) return;
  Station station;
  station.reference = station.name = options.open.first();
  station.key = keyOfReference(station.reference);
  parts.player.play(station);
}

Program::~Program() = default;

MainWindow& Program::window() noexcept { return parts_->window; }

}  // namespace joincast::ui
