// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/parts/record_part.h"

#include <QAction>
#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QPointer>
#include <QSettings>
#include <QStandardPaths>
#include <QUrl>

#include "ui/bridge/receiver_bridge.h"
#include "ui/bridge/record_side.h"
#include "ui/control/player_controller.h"
#include "ui/view/icons.h"
#include "ui/view/main_window.h"
#include "ui/view/message_bar.h"
#include "ui/view/recordings_page.h"
#include "ui/view/schedule_dialog.h"

namespace joincast::ui {
namespace {

QString folderSetting() { return QStringLiteral("recording/folder"); }

QString usualFolder() {
  const QString music = QStandardPaths::writableLocation(QStandardPaths::MusicLocation);
  return (music.isEmpty() ? QDir::homePath() : music) + QStringLiteral("/Joincast");
}

}  // namespace

RecordPart::RecordPart(ReceiverBridge& bridge, PlayerController& player, MainWindow& window,
                       std::unique_ptr<ScheduleBook> book)
    : bridge_(bridge),
      player_(player),
      window_(window),
      side_(std::make_shared<std::unique_ptr<RecordSide>>()),
      book_(std::move(book)) {
  addActions();
  page_ = new RecordingsPage(runningModel_, recordings_, {now_, song_});
  window_.addPage(page_, tr("Recordings"), icon("recordings"), QKeySequence(Qt::CTRL | Qt::Key_3));
  connectSide();
  connectPage();
  if (book_) addSchedule();
  setFolder(QSettings().value(folderSetting(), usualFolder()).toString());
  tend();
}

RecordPart::~RecordPart() {
  bridge_.withReceiver([side = side_](PlayerSide&) { side->reset(); });
}

void RecordPart::addActions() {
  QMenu& menu = window_.menu(MainWindow::Menu::record);
  now_ = menu.addAction(icon("record"), tr("&Record now"), QKeySequence(Qt::CTRL | Qt::Key_R), &controller_,
                        &RecordController::toggle);
  now_->setCheckable(true);
  now_->setToolTip(tr("Records what plays from now on (Ctrl+R)"));
  song_ = menu.addAction(tr("Record this &song"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R), &controller_,
                         &RecordController::toggleSong);
  song_->setCheckable(true);
  song_->setToolTip(tr("Records the song that plays, from its beginning as far as it was kept"));
  menu.addSeparator();
  connect(&controller_, &RecordController::changed, this, &RecordPart::tend);
  connect(&player_, &PlayerController::playWished, &controller_,
          [this](const PlayRequest& request) { controller_.setPlaying(request, player_.station().name); });
  connect(&player_, &PlayerController::stationRecognised, &controller_,
          [this] { controller_.setName(player_.station().name); });
  connect(&player_, &PlayerController::stopWished, &controller_, &RecordController::setSilent);
  // Before another one is asked for, so that the end of the song is still there.
  connect(&player_, &PlayerController::stationChanged, &controller_, &RecordController::setSilent);
}

void RecordPart::addSchedule() {
  schedule_ = std::make_unique<ScheduleController>(*book_, controller_);
  QMenu& menu = window_.menu(MainWindow::Menu::record);
  menu.addAction(tr("Record this station every &week…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_W), this,
                 [this] { showSchedule(true); });
  menu.addAction(icon("schedule"), tr("S&chedule…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S), this,
                 [this] { showSchedule(false); });
  connect(&bridge_, &ReceiverBridge::guideChanged, this, [this](const StationTablePtr& table) { stations_ = table; });
  connect(schedule_.get(), &ScheduleController::changed, this, [this] {
    const QString& trouble = schedule_->trouble();
    window_.messages().tell(QStringLiteral("schedule"),
                            trouble.isEmpty() ? QString() : tr("Nothing is recorded by schedule: %1").arg(trouble));
  });
  const auto look = [this] { schedule_->look(std::chrono::system_clock::now()); };
  connect(&clock_, &QTimer::timeout, this, look);
  clock_.start(1000);
}

void RecordPart::showSchedule(bool add) {
  ScheduleDialog dialog(
      *schedule_, [this] { return stations_; }, folder(), &window_);
  if (!add) {
    dialog.exec();
    return;
  }
  Programme programme;
  programme.service = player_.station().reference;
  dialog.add(programme);
}

/// Wishes go to the receiver's thread, and facts come back.
void RecordPart::connectSide() {
  const QPointer<RecordController> controller = &controller_;
  bridge_.withReceiver([this_bridge = &bridge_, side = side_, controller](PlayerSide& player) {
    RecordSide::Calls calls;
    calls.on_change = [this_bridge, controller](const RunningRecordings& running) {
      this_bridge->post([controller, running] {
        if (controller) controller->handleRunning(running);
      });
    };
    calls.on_end = [this_bridge, controller](quint64 id, const QString& path, const QString& trouble) {
      this_bridge->post([controller, id, path, trouble] {
        if (controller) controller->handleEnd(id, path, trouble);
      });
    };
    *side = std::make_unique<RecordSide>(player.loop(), player.receiver(), std::move(calls));
  });
  connect(&controller_, &RecordController::recordWished, this,
          [this](const RecordRequest& request) { withSide([request](RecordSide& side) { side.record(request); }); });
  connect(&controller_, &RecordController::songWished, this, [this](const RecordRequest& request) {
    bridge_.withReceiver([side = side_, request](PlayerSide& player) {
      if (player.target()) (*side)->record_song(request, *player.target());
    });
  });
  connect(&controller_, &RecordController::endWished, this,
          [this](quint64 id) { withSide([id](RecordSide& side) { side.end(id); }); });
  connect(&controller_, &RecordController::songsEndWished, this,
          [this] { withSide([](RecordSide& side) { side.end_songs(); }); });
  connect(&controller_, &RecordController::troubleChanged, this, &RecordPart::tell);
  connect(&controller_, &RecordController::ended, this, &RecordPart::scan);
}

void RecordPart::connectPage() {
  connect(&window_, &MainWindow::pageShown, this, [this](QWidget* page) {
    if (page == page_) scan();
  });
  connect(page_, &RecordingsPage::endWished, &controller_, &RecordController::end);
  connect(page_, &RecordingsPage::playWished, this, [this](const QString& path) {
    if (!QDesktopServices::openUrl(QUrl::fromLocalFile(path)))
      tell(tr("No program of this system plays “%1”. Install a player such as VLC or mpv.").arg(path));
  });
  connect(page_, &RecordingsPage::showWished, this,
          [](const QString& path) { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(path).absolutePath())); });
  connect(page_, &RecordingsPage::renameWished, this, &RecordPart::rename);
  connect(page_, &RecordingsPage::deleteWished, this, &RecordPart::moveToTrash);
  connect(page_, &RecordingsPage::folderWished, this, &RecordPart::chooseFolder);
}

void RecordPart::withSide(std::function<void(RecordSide&)> task) {
  bridge_.withReceiver([side = side_, task = std::move(task)](PlayerSide&) { task(**side); });
}

void RecordPart::setFolder(const QString& folder) {
  controller_.setFolder(folder);
  page_->setFolder(folder);
  if (folder == usualFolder())
    QSettings().remove(folderSetting());
  else
    QSettings().setValue(folderSetting(), folder);
  scan();
}

void RecordPart::chooseFolder() {
  const QString folder = QFileDialog::getExistingDirectory(&window_, tr("Folder for recordings"), this->folder());
  if (!folder.isEmpty()) setFolder(folder);
}

/// Reads the folder on a thread that may take its time.
void RecordPart::scan() {
  if (scanning_) {
    again_ = true;
    return;
  }
  scanning_ = true;
  const QPointer<RecordPart> self = this;
  bridge_.withGuide([self, this_bridge = &bridge_, folder = folder()](GuideSide&) {
    const RecordingFilesPtr files = scanRecordings(folder);
    this_bridge->post([self, files] {
      if (!self) return;
      self->scanning_ = false;
      self->recordings_.setFiles(files);
      if (std::exchange(self->again_, false)) self->scan();
    });
  });
}

void RecordPart::tend() {
  now_->setEnabled(controller_.canRecord());
  now_->setChecked(controller_.records());
  song_->setEnabled(controller_.canRecord());
  song_->setChecked(controller_.recordsSong());
  runningModel_.setRunning(controller_.running());
  QStringList paths;
  for (const RunningRecording& one : controller_.running()) paths.append(one.path);
  recordings_.setRunning(paths);
}

void RecordPart::rename(const QString& path, const QString& name) {
  const QFileInfo before(path);
  QString safe = name;
  safe.replace(QLatin1Char('/'), QLatin1Char('-'));
  const QString after = before.absolutePath() + QLatin1Char('/') + safe + QLatin1Char('.') + before.suffix();
  if (QFileInfo::exists(after)) return tell(tr("There is a file called “%1” already. Choose another name.").arg(after));
  for (const QString& file : filesOf(path))
    if (!QFile::rename(file, after + file.mid(path.size())))
      return tell(tr("“%1” cannot be renamed. Is its folder writable?").arg(file));
  scan();
}

void RecordPart::moveToTrash(const QStringList& paths) {
  for (const QString& path : paths)
    for (const QString& file : filesOf(path))
      if (!QFile::moveToTrash(file)) tell(tr("“%1” cannot be moved to the trash. Is its folder writable?").arg(file));
  scan();
}

void RecordPart::tell(const QString& sentence) {
  const QString subject = QStringLiteral("recording");
  if (sentence.isEmpty()) return window_.messages().tell(subject, {});
  window_.messages().tell(subject, sentence, tr("Choose a folder…"), [this] { chooseFolder(); });
}

}  // namespace joincast::ui
