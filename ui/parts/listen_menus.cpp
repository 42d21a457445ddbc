// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/parts/listen_menus.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <algorithm>
#include <array>
#include <chrono>

#include "ui/control/listening_settings.h"
#include "ui/control/player_controller.h"
#include "ui/control/sleep_timer.h"
#include "ui/view/icons.h"
#include "ui/view/main_window.h"

namespace joincast::ui {
namespace {

constexpr int kStep = 5;  // per cent of volume

QAction* add(QMenu& menu, const char* picture, const QString& text, const QKeySequence& keys) {
  QAction* const action = menu.addAction(icon(picture), text);
  action->setShortcut(keys);
  return action;
}

}  // namespace

ListenMenus::ListenMenus(MainWindow& window, PlayerController& player, SleepTimer& sleep, ListeningSettings& settings)
    : QObject(&window), player_(player), menu_(&window.menu(MainWindow::Menu::playback)) {
  addOpening(window);
  addPlaying();
  addMoving();
  addSound(settings);
  addSleep(sleep);
  for (const auto change : {&PlayerController::tuningChanged, &PlayerController::itemChanged,
                            &PlayerController::shiftChanged, &PlayerController::volumeChanged})
    connect(&player_, change, this, &ListenMenus::refresh);
  refresh();
}

void ListenMenus::addOpening(MainWindow& window) {
  QMenu& file = window.menu(MainWindow::Menu::file);
  connect(add(file, "open", tr("&Open…"), QKeySequence::Open), &QAction::triggered, this, &ListenMenus::openWished);
  connect(add(file, "link", tr("Open &address…"), Qt::CTRL | Qt::Key_L), &QAction::triggered, this,
          &ListenMenus::openAddressWished);
}

void ListenMenus::addPlaying() {
  pause_ = add(*menu_, "play", tr("&Play or pause"), Qt::Key_Space);
  stop_ = add(*menu_, "stop", tr("&Stop"), Qt::CTRL | Qt::Key_Period);
  retry_ = add(*menu_, "refresh", tr("&Try again"), Qt::Key_F6);
  QAction* const last = add(*menu_, "history", tr("Play the &last station"), Qt::CTRL | Qt::SHIFT | Qt::Key_L);
  menu_->addSeparator();
  QAction* const next = add(*menu_, "", tr("&Next station"), Qt::ALT | Qt::Key_Down);
  QAction* const previous = add(*menu_, "", tr("Pre&vious station"), Qt::ALT | Qt::Key_Up);
  connect(pause_, &QAction::triggered, this, [this] {
    if (player_.station().key.isEmpty())
      Q_EMIT lastWished();
    else
      player_.togglePause();
  });
  connect(stop_, &QAction::triggered, &player_, &PlayerController::stop);
  connect(retry_, &QAction::triggered, &player_, &PlayerController::replay);
  connect(last, &QAction::triggered, this, &ListenMenus::lastWished);
  connect(next, &QAction::triggered, &player_, &PlayerController::next);
  connect(previous, &QAction::triggered, &player_, &PlayerController::previous);
  tray_ = {pause_, stop_, nullptr, next, previous};
}

void ListenMenus::addMoving() {
  menu_->addSeparator();
  QAction* const back = add(*menu_, "back10", tr("&Back ten seconds"), Qt::ALT | Qt::Key_Left);
  QAction* const song = add(*menu_, "song-start", tr("To the start of the s&ong"), Qt::ALT | Qt::Key_Home);
  QAction* const live = add(*menu_, "live", tr("To what is sent no&w"), Qt::ALT | Qt::Key_End);
  connect(back, &QAction::triggered, &player_, &PlayerController::backALittle);
  connect(song, &QAction::triggered, &player_, &PlayerController::toSongStart);
  connect(live, &QAction::triggered, &player_, &PlayerController::toLive);
  moves_ = {back, song, live};
  link_ = add(*menu_, "link", tr("Open the title’s web pa&ge"), Qt::Key_F7);
  connect(link_, &QAction::triggered, this, &ListenMenus::linkWished);
  songMenu_ = menu_->addMenu(icon("notes"), tr("Song &history"));
}

void ListenMenus::addSound(ListeningSettings& settings) {
  menu_->addSeparator();
  QAction* const louder = add(*menu_, "volume", tr("Lo&uder"), Qt::CTRL | Qt::Key_Up);
  QAction* const softer = add(*menu_, "", tr("So&fter"), Qt::CTRL | Qt::Key_Down);
  mute_ = add(*menu_, "mute", tr("&Mute"), Qt::CTRL | Qt::Key_M);
  mute_->setCheckable(true);
  QAction* const even = add(*menu_, "", tr("All stations &equally loud"), Qt::Key_F8);
  even->setCheckable(true);
  even->setChecked(settings.evenLoudness());
  connect(louder, &QAction::triggered, this, [this] { player_.setVolume(std::min(player_.volume() + kStep, 100)); });
  connect(softer, &QAction::triggered, this, [this] { player_.setVolume(player_.volume() - kStep); });
  connect(mute_, &QAction::triggered, &player_, &PlayerController::setMuted);
  connect(even, &QAction::triggered, &settings, &ListeningSettings::setEvenLoudness);
  connect(&settings, &ListeningSettings::changed, even,
          [even, &settings] { even->setChecked(settings.evenLoudness()); });
}

void ListenMenus::addSleep(SleepTimer& sleep) {
  menu_->addSeparator();
  sleepMenu_ = menu_->addMenu(icon("sleep"), tr("Sleep t&imer"));
  auto* const group = new QActionGroup(this);
  const auto choice = [&](const QString& text, int key, auto&& task) {
    QAction* const action = add(*sleepMenu_, "", text, Qt::CTRL | Qt::ALT | static_cast<Qt::Key>(Qt::Key_0 + key));
    action->setCheckable(true);
    group->addAction(action);
    connect(action, &QAction::triggered, &sleep, task);
    return action;
  };
  QAction* const off = choice(tr("&Off"), 0, [&sleep] { sleep.cancel(); });
  int key = 0;
  for (const int minutes : {15, 30, 60, 90})
    choice(tr("In %n minute(s)", nullptr, minutes), ++key,
           [&sleep, minutes] { sleep.start(std::chrono::minutes(minutes), SleepTimer::Clock::now()); });
  choice(tr("At the end of this &song"), ++key, [&sleep] { sleep.startAtSongEnd(); });
  off->setChecked(true);
  connect(&sleep, &SleepTimer::changed, off, [off, &sleep] {
    if (sleep.until() == SleepTimer::Until::off) off->setChecked(true);
  });
  QAction* const alarm = add(*menu_, "alarm", tr("Ala&rm clock…"), Qt::Key_F9);
  connect(alarm, &QAction::triggered, this, &ListenMenus::alarmWished);
}

void ListenMenus::refresh() {
  const Tuning tuning = player_.tuning();
  stop_->setEnabled(tuning != Tuning::silent);
  retry_->setEnabled(tuning == Tuning::failed || tuning == Tuning::stalled);
  for (QAction* const move : std::as_const(moves_)) move->setEnabled(player_.canShift());
  link_->setEnabled(!player_.link().isEmpty());
  mute_->setChecked(player_.muted());
  pause_->setIcon(icon(player_.isHeard() ? "pause" : "play"));
}

}  // namespace joincast::ui
