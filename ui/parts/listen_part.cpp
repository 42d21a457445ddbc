// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/parts/listen_part.h"

#include <QDesktopServices>
#include <QDockWidget>
#include <QFileDialog>
#include <QInputDialog>
#include <QSettings>
#include <QStandardPaths>
#include <QTimer>
#include <QUrl>

#include "ui/control/alarm_clock.h"
#include "ui/control/listening_settings.h"
#include "ui/control/loudness_file.h"
#include "ui/control/opener.h"
#include "ui/control/player_controller.h"
#include "ui/control/sleep_timer.h"
#include "ui/control/wiring.h"
#include "ui/model/song_history.h"
#include "ui/parts/listen_desktop.h"
#include "ui/parts/listen_menus.h"
#include "ui/view/alarm_dialog.h"
#include "ui/view/drop_target.h"
#include "ui/view/durations.h"
#include "ui/view/main_window.h"
#include "ui/view/message_bar.h"
#include "ui/view/opened_panel.h"
#include "ui/view/player_bar.h"
#include "ui/view/song_history_panel.h"

namespace joincast::ui {
namespace {

using namespace std::chrono;

QString dataFile(const char* name) {
  return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/joincast/") +
         QLatin1String(name);
}

}  // namespace

struct ListenPart::Parts {
  ListeningSettings settings;
  LoudnessFile loudness;
  SongHistory songs;
  SleepTimer sleep;
  AlarmClock alarm;
  QTimer sleepClock, second;
  ReceiverBridge* bridge = nullptr;
  PlayerController* player = nullptr;
  MainWindow* window = nullptr;
  PlayerBar* bar = nullptr;
  ListenMenus* menus = nullptr;
  OpenedPanel* opened = nullptr;
  QDockWidget* openedDock = nullptr;
  std::unique_ptr<ListenDesktop> desktop;

  Parts() : loudness(dataFile("loudness.tsv")) {}

  void addLoudness();
  void addMemory();
  void addPanels();
  void addMenus();
  void addSleep();
  void addAlarm();
  void addTroubles();
  void addDesktop();
  void open(const QStringList& names);
  void handleOpened(const Opened& opened);
  void openFile();
  void openAddress();
  void playLast();
  void setAlarm();
  void openLink(const QString& address) const;
};

void ListenPart::Parts::addLoudness() {
  loudness.even().set_enabled(settings.evenLoudness());
  QObject::connect(&settings, &ListeningSettings::changed, player,
                   [this] { loudness.even().set_enabled(settings.evenLoudness()); });
  // Before the bridge hears of it.
  QObject::connect(player, &PlayerController::playWished, player,
                   [this] { loudness.even().set_service(player->station().key.toStdString()); });
}

void ListenPart::Parts::addMemory() {
  player->setVolume(settings.volume());
  player->setMuted(settings.muted());
  QObject::connect(player, &PlayerController::volumeChanged, window,
                   [this] { settings.setVolume(player->volume(), player->muted()); });
  QObject::connect(player, &PlayerController::tuningChanged, window, [this] {
    if (player->tuning() == Tuning::playing) settings.setLastStation(player->station());
  });
  songs.setFile(dataFile("songs.tsv"));
  QObject::connect(player, &PlayerController::itemChanged, window, [this] {
    if (player->station().key.isEmpty() || player->title().isEmpty()) return;
    songs.add({QDateTime::currentDateTime(), player->title(), player->station().name, player->link()});
  });
}

void ListenPart::Parts::addPanels() {
  auto* const panel = new SongHistoryPanel(songs);
  window->addPanel(panel, QStringLiteral("songs"), MainWindow::tr("Song history"), Qt::CTRL | Qt::SHIFT | Qt::Key_H);
  panel->addActionsTo(menus->songMenu());
  QObject::connect(panel, &SongHistoryPanel::failed, window,
                   [this](const QString& sentence) { window->messages().tell(QStringLiteral("songs"), sentence); });
  opened = new OpenedPanel;
  openedDock = window->addPanel(opened, QStringLiteral("opened"), MainWindow::tr("Opened playlist"),
                                Qt::CTRL | Qt::SHIFT | Qt::Key_O);
  QObject::connect(opened, &OpenedPanel::playWished, player, &PlayerController::play);
  for (const auto change : {&PlayerController::stationChanged, &PlayerController::stationRecognised})
    QObject::connect(player, change, opened, [this] { opened->setPlaying(player->station().key); });
}

void ListenPart::Parts::addMenus() {
  menus = new ListenMenus(*window, *player, sleep, settings);
  QObject::connect(menus, &ListenMenus::openWished, window, [this] { openFile(); });
  QObject::connect(menus, &ListenMenus::openAddressWished, window, [this] { openAddress(); });
  QObject::connect(menus, &ListenMenus::lastWished, window, [this] { playLast(); });
  QObject::connect(menus, &ListenMenus::alarmWished, window, [this] { setAlarm(); });
  QObject::connect(menus, &ListenMenus::linkWished, window, [this] { openLink(player->link()); });
  QObject::connect(bar, &PlayerBar::linkWished, window, [this](const QString& address) { openLink(address); });
  QObject::connect(new DropTarget(window), &DropTarget::dropped, window,
                   [this](const QStringList& names) { open(names); });
}

void ListenPart::Parts::addSleep() {
  bar->setSleepMenu(&menus->sleepMenu());
  QObject::connect(&sleep, &SleepTimer::fadeWished, player, &PlayerController::setFade);
  QObject::connect(&sleep, &SleepTimer::stopWished, player, &PlayerController::stop);
  QObject::connect(player, &PlayerController::itemChanged, window, [this] {
    if (!player->title().isEmpty()) sleep.handleTitleChanged();
  });
  QObject::connect(player, &PlayerController::tuningChanged, window, [this] {
    if (player->tuning() == Tuning::silent) sleep.handleStopped();
  });
  const auto refresh = [this] {
    const auto left = sleep.remaining(SleepTimer::Clock::now());
    const bool bySong = sleep.until() == SleepTimer::Until::songEnd;
    bar->setSleepText(left ? asClock(*left) : bySong ? MainWindow::tr("after the song") : QString());
  };
  sleepClock.setInterval(milliseconds(200));
  QObject::connect(&sleepClock, &QTimer::timeout, window, [this, refresh] {
    sleep.handleTime(SleepTimer::Clock::now());
    refresh();
  });
  QObject::connect(&sleep, &SleepTimer::changed, window, [this, refresh] {
    if (sleep.until() == SleepTimer::Until::off)
      sleepClock.stop();
    else
      sleepClock.start();
    refresh();
  });
}

void ListenPart::Parts::addAlarm() {
  QSettings stored;
  stored.beginGroup(QStringLiteral("alarm"));
  alarm.setAlarm(readAlarm(stored), QDateTime::currentDateTime());
  QObject::connect(&alarm, &AlarmClock::changed, window, [this] {
    QSettings file;
    file.beginGroup(QStringLiteral("alarm"));
    writeAlarm(file, alarm.alarm());
  });
  QObject::connect(&alarm, &AlarmClock::due, window, [this](const Station& station) {
    constexpr int kLoudEnough = 30;  // per cent
    sleep.cancel();
    player->setVolume(std::max(player->volume(), kLoudEnough));
    player->play(station);
  });
  QObject::connect(&alarm, &AlarmClock::fadeWished, player, &PlayerController::setFade);
  QObject::connect(player, &PlayerController::tuningChanged, window, [this] {
    if (player->tuning() == Tuning::silent || player->tuning() == Tuning::paused) alarm.cancelFade();
  });
  second.setInterval(seconds(1));
  QObject::connect(&second, &QTimer::timeout, window, [this] { alarm.handleTime(QDateTime::currentDateTime()); });
  second.start();
}

void ListenPart::Parts::addTroubles() {
  QObject::connect(player, &PlayerController::tuningChanged, window, [this] {
    const bool failed = player->tuning() == Tuning::failed;
    window->messages().tell(QStringLiteral("player"), failed ? player->why() : QString(), MainWindow::tr("Try again"),
                            [this] { player->replay(); });
  });
}

void ListenPart::Parts::addDesktop() {
  desktop = std::make_unique<ListenDesktop>(*player, settings, *window, menus->trayActions());
  Mpris& mpris = desktop->mpris();
  mpris.setCanReplay(settings.lastStation().has_value());
  QObject::connect(&mpris, &Mpris::playLastWished, window, [this] { playLast(); });
  QObject::connect(&mpris, &Mpris::openWished, window, [this](const QString& uri) { open({uri}); });
}

void ListenPart::Parts::open(const QStringList& names) {
  if (names.isEmpty()) return;
  bridge->withGuide([this, name = names.first()](const GuideSide& guide) {
    Opened result = openName(name);
    QStringList references;
    for (const Station& station : result.stations) references << station.reference;
    auto known = guide.known(references);
    for (std::size_t i = 0; i < known.size(); ++i) {
      Station& station = result.stations[i];
      if (!known[i] || !station.description.isEmpty()) continue;
      known[i]->reference = station.reference;  // what was asked for is joined
      station = std::move(*known[i]);
    }
    bridge->post([this, result = std::move(result)] { handleOpened(result); });
  });
}

void ListenPart::Parts::handleOpened(const Opened& result) {
  window->messages().tell(QStringLiteral("opened"), result.trouble);
  if (result.stations.empty()) return;
  if (result.key) player->rememberKey(result.stations.front().key, *result.key);
  if (result.stations.size() > 1) {
    opened->setStations(result.title, result.stations, result.others);
    openedDock->show();
    openedDock->raise();
  }
  player->play(result.stations.front());
}

void ListenPart::Parts::openFile() {
  auto* const dialog = new QFileDialog(window, MainWindow::tr("Open"), {},
                                       MainWindow::tr("Session descriptions and playlists") +
                                           QStringLiteral(" (*.sdp *.m3u *.m3u8 *.pls);;") +
                                           MainWindow::tr("All files") + QStringLiteral(" (*)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFile);
  QObject::connect(dialog, &QFileDialog::fileSelected, window, [this](const QString& path) { open({path}); });
  dialog->open();
}

void ListenPart::Parts::openAddress() {
  auto* const dialog = new QInputDialog(window);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle(MainWindow::tr("Open address"));
  dialog->setLabelText(
      MainWindow::tr("A service number such as 8000:0001, or an address such as rtp://239.195.1.2:5004"));
  QObject::connect(dialog, &QInputDialog::textValueSelected, window, [this](const QString& text) {
    if (!text.trimmed().isEmpty()) open({text.trimmed()});
  });
  dialog->open();
}

void ListenPart::Parts::playLast() {
  if (const auto last = settings.lastStation()) return player->play(*last);
  window->messages().tell(QStringLiteral("opened"), MainWindow::tr("No station was played yet: choose one."));
}

void ListenPart::Parts::setAlarm() {
  const Station& now = player->station();
  auto* const dialog =
      new AlarmDialog(alarm.alarm(), now.key.isEmpty() ? settings.lastStation() : std::optional(now), window);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  QObject::connect(dialog, &QDialog::accepted, window,
                   [this, dialog] { alarm.setAlarm(dialog->alarm(), QDateTime::currentDateTime()); });
  dialog->open();
}

void ListenPart::Parts::openLink(const QString& address) const {
  const QUrl url(address, QUrl::StrictMode);
  if (url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https")) QDesktopServices::openUrl(url);
}

ListenPart::ListenPart(ReceiverBridge::Options& options) : parts_(std::make_unique<Parts>()) {
  options.receiver.time_shift.keep = minutes(parts_->settings.keepMinutes());
  options.receiver.make_sink = parts_->loudness.wrap(std::move(options.receiver.make_sink));
}

ListenPart::~ListenPart() = default;

void ListenPart::connectTo(ReceiverBridge& bridge, PlayerController& player, MainWindow& window) {
  Parts& parts = *parts_;
  parts.bridge = &bridge;
  parts.player = &player;
  parts.window = &window;
  parts.bar = new PlayerBar(player);
  window.setFoot(parts.bar);
  parts.addLoudness();
  connectPlayer(player, bridge);
  parts.addMemory();
  parts.addMenus();
  parts.addPanels();
  parts.addSleep();
  parts.addAlarm();
  parts.addTroubles();
  parts.addDesktop();
}

void ListenPart::start(const QStringList& names) {
  parts_->openedDock->hide();  // nothing is in it yet
  if (!names.isEmpty()) return open(names);
  const auto last = parts_->settings.lastStation();
  if (parts_->settings.playOnStart() && last) parts_->player->play(*last);
}

void ListenPart::open(const QStringList& names) { parts_->open(names); }

void ListenPart::setHasNeighbours(bool has) { parts_->desktop->mpris().setHasNeighbours(has); }

void ListenPart::openFile() { parts_->openFile(); }

PlayerBar& ListenPart::bar() noexcept { return *parts_->bar; }

ListeningSettings& ListenPart::settings() noexcept { return parts_->settings; }

}  // namespace joincast::ui
