// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/parts/list_part.h"

#include <QAction>
#include <QClipboard>
#include <QDesktopServices>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QStandardPaths>
#include <QTreeView>
#include <QUrl>
#include <utility>

#include "libreceiver/guide_cache.h"
#include "ui/bridge/receiver_bridge.h"
#include "ui/control/player_controller.h"
#include "ui/model/station_model.h"
#include "ui/view/icons.h"
#include "ui/view/main_window.h"
#include "ui/view/message_bar.h"
#include "ui/view/station_details.h"
#include "ui/view/stations_page.h"

namespace joincast::ui {
namespace {

using Menu = MainWindow::Menu;

QString historyPath() {
  return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
         QStringLiteral("/joincast/history.json");
}

void copy(const QString& text) { QGuiApplication::clipboard()->setText(text); }

QUrl homepageOf(const Station& station) {
  const QUrl url(station.homepage, QUrl::StrictMode);
  return url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https") ? url : QUrl();
}

}  // namespace

ListPart::ListPart(Needs needs)
    : needs_(std::move(needs)),
      finder_([this](Worker::Work work) { worker_.run(std::move(work)); }),
      page_(new StationsPage(needs_.stations)) {
  MainWindow& window = needs_.window;
  window.addPage(page_, tr("Stations"), icon("radio"), QKeySequence(Qt::CTRL | Qt::Key_1));
  connectList();
  addActions();
  addFavouriteActions();
  connectFavourites();
  connectHistory();
  finder_.setQuery(page_->query());
  showCurrent();
}

ListPart::~ListPart() {
  page_->disconnect(this);
  page_->disconnect(&finder_);
  history_.ended(QDateTime::currentDateTime());
}

std::optional<Station> ListPart::current() const {
  const Station* const station = page_->current();
  return station ? std::optional(*station) : std::nullopt;
}

void ListPart::connectList() {
  connect(&needs_.bridge, &ReceiverBridge::guideChanged, &finder_, &StationFinder::setGuide);
  connect(&needs_.bridge, &ReceiverBridge::guideChanged, this, &ListPart::recognisePlaying);
  connect(page_, &StationsPage::queryWished, &finder_, &StationFinder::setQuery);
  connect(&finder_, &StationFinder::found, page_, &StationsPage::showFound);
  connect(page_, &StationsPage::playWished, &needs_.player, &PlayerController::play);
  connect(page_, &StationsPage::zapWished, &needs_.player, &PlayerController::zap);
  connect(page_, &StationsPage::favouriteWished, this, &ListPart::toggleFavourite);
  connect(page_, &StationsPage::currentChanged, this, &ListPart::showCurrent);
  PlayerController& player = needs_.player;
  connect(&player, &PlayerController::tuningChanged, this, &ListPart::handleTuning);
  connect(&player, &PlayerController::stationRecognised, this, [this, &player] {
    history_.recognised(player.station());
    handleTuning();
  });
  connect(&player, &PlayerController::itemChanged, page_,
          [this, &player] { needs_.stations.setTitle(player.title()); });
  connect(&player, &PlayerController::nextWished, page_, [this, &player] { page_->step(player.station().key, 1); });
  connect(&player, &PlayerController::previousWished, page_,
          [this, &player] { page_->step(player.station().key, -1); });
}

/// What was asked for by its number before all of the guide had come.
void ListPart::recognisePlaying(const StationTablePtr& table) {
  const Station& playing = needs_.player.station();
  if (playing.number.isEmpty() || table->byKey.contains(playing.key)) return;
  const Station* only = nullptr;
  for (const Station& station : table->stations) {
    if (station.number != playing.number) continue;
    if (only) return;
    only = &station;
  }
  if (only) needs_.player.recognise(*only);
}

void ListPart::handleTuning() {
  const PlayerController& player = needs_.player;
  needs_.stations.setTuning(player.station().key, player.tuning(), player.why());
  page_->setPlaying(player.tuning() != Tuning::silent);
  if (player.tuning() == Tuning::playing) history_.began(player.station(), QDateTime::currentDateTime());
  if (player.tuning() == Tuning::silent || player.tuning() == Tuning::asking || player.tuning() == Tuning::failed)
    history_.ended(QDateTime::currentDateTime());
}

void ListPart::addActions() {
  QMenu& menu = needs_.window.menu(Menu::station);
  const auto add = [&](const QString& text, const QKeySequence& shortcut, auto act) {
    return menu.addAction(text, shortcut, this, [this, act] {
      if (const auto station = current()) act(*station);
    });
  };
  play_ = add(tr("&Play"), Qt::CTRL | Qt::Key_Return, [this](const Station& one) { needs_.player.play(one); });
  favourite_ = add(tr("&Favourite"), Qt::CTRL | Qt::Key_D, [this](const Station& one) { toggleFavourite(one); });
  favourite_->setCheckable(true);
  menu.addSeparator();
  copyName_ = add(tr("Copy &name"), Qt::CTRL | Qt::SHIFT | Qt::Key_C, [](const Station& one) { copy(one.name); });
  copyNumber_ = add(tr("Copy n&umber"), Qt::CTRL | Qt::SHIFT | Qt::Key_N, [](const Station& one) { copy(one.number); });
  copyAddress_ =
      add(tr("Copy &address"), Qt::CTRL | Qt::SHIFT | Qt::Key_A, [](const Station& one) { copy(one.reference); });
  copyDescription_ = add(tr("Copy &session description"), Qt::CTRL | Qt::SHIFT | Qt::Key_P,
                         [](const Station& one) { copy(one.description); });
  menu.addSeparator();
  homepage_ = add(tr("Open &homepage"), Qt::CTRL | Qt::Key_H,
                  [](const Station& one) { QDesktopServices::openUrl(homepageOf(one)); });
  details_ = add(tr("&Details"), Qt::ALT | Qt::Key_Return, [this](const Station&) { showDetails(); });
  QList<QAction*> actions = menu.actions();
  page_->setRowActions(actions);
  menu.addSeparator();
  menu.addAction(tr("&Clear history…"), Qt::CTRL | Qt::SHIFT | Qt::Key_Delete, this, &ListPart::clearHistory);

  QMenu& view = needs_.window.menu(Menu::view);
  view.addAction(tr("&Find"), Qt::CTRL | Qt::Key_F, this, [this] {
    needs_.window.showPage(page_);
    page_->focusSearch();
  });
  view.addAction(tr("Clear f&ilters"), Qt::CTRL | Qt::SHIFT | Qt::Key_F, page_, &StationsPage::clearFilters);
  view.addAction(tr("&Look again"), Qt::Key_F5, &needs_.bridge, &ReceiverBridge::refreshGuide);
  view.addMenu(page_->groupingMenu());
  view.addMenu(page_->columnsMenu());
  view.addSeparator();
}

void ListPart::addFavouriteActions() {
  QMenu& menu = needs_.window.menu(Menu::file);
  QAction* const in =
      menu.addAction(tr("&Import favourites…"), Qt::CTRL | Qt::SHIFT | Qt::Key_I, this, &ListPart::importFavourites);
  QAction* const out =
      menu.addAction(tr("&Export favourites…"), Qt::CTRL | Qt::SHIFT | Qt::Key_E, this, &ListPart::exportFavourites);
  in->setEnabled(needs_.shelf != nullptr);
  out->setEnabled(needs_.shelf != nullptr);
}

void ListPart::showCurrent() {
  const Station* const station = page_->current();
  for (QAction* action : {play_, copyName_, details_}) action->setEnabled(station);
  copyNumber_->setEnabled(station && !station->number.isEmpty());
  copyAddress_->setEnabled(station && station->reference.startsWith(QLatin1String("rtp://")));
  copyDescription_->setEnabled(station && !station->description.isEmpty());
  homepage_->setEnabled(station && !homepageOf(*station).isEmpty());
  favourite_->setEnabled(station && needs_.shelf);
  favourite_->setChecked(station && needs_.stations.favouriteAt(page_->list().currentIndex().row()));
}

void ListPart::connectFavourites() {
  connect(&favourites_, &Favourites::changed, this, [this] { finder_.setFavourites(favourites_.all()); });
  connect(&favourites_, &Favourites::troubled, this,
          [this](const QString& sentence) { needs_.window.messages().tell(QStringLiteral("favourites"), sentence); });
  if (!needs_.shelf) return;
  connect(&favourites_, &Favourites::addWished, this, [this](const Favourite& favourite) {
    changeShelf([favourite](FavouriteShelf& shelf) { return shelf.add(favourite); });
  });
  connect(&favourites_, &Favourites::removeWished, this, [this](const QString& reference) {
    changeShelf([reference](FavouriteShelf& shelf) { return shelf.remove(reference); });
  });
  const auto reread = [this] { changeShelf([](FavouriteShelf& shelf) { return shelf.read(); }); };
  reread_.setSingleShot(true);
  reread_.setInterval(std::chrono::milliseconds(200));
  connect(&reread_, &QTimer::timeout, this, reread);
  // The file is replaced when it changes, so that its folder is looked at.
  const auto changed = [this] { reread_.start(); };
  connect(&watcher_, &QFileSystemWatcher::directoryChanged, this, changed);
  connect(&watcher_, &QFileSystemWatcher::fileChanged, this, changed);
  reread();
}

void ListPart::changeShelf(std::function<FavouriteShelf::Contents(FavouriteShelf&)> change) {
  needs_.bridge.withGuide([this, &bridge = needs_.bridge, shelf = needs_.shelf, alive = QPointer<ListPart>(this),
                           change = std::move(change)](GuideSide&) {
    bridge.post([this, alive, contents = change(*shelf)] {
      if (alive) takeContents(contents);
    });
  });
}

void ListPart::takeContents(const FavouriteShelf::Contents& contents) {
  favourites_.handleContents(contents);
  const QString file = needs_.shelf->path(), folder = QFileInfo(file).path();
  if (!watcher_.directories().contains(folder)) watcher_.addPath(folder);
  if (!watcher_.files().contains(file) && QFile::exists(file)) watcher_.addPath(file);
  if (contents.leftOut.isEmpty()) return;
  auto* const box = new QMessageBox(
      QMessageBox::Information, tr("Import favourites"),
      tr("%n line(s) of the file could not be imported.", nullptr, static_cast<int>(contents.leftOut.size())),
      QMessageBox::Ok, &needs_.window);
  box->setDetailedText(contents.leftOut.join(u'\n'));
  box->setAttribute(Qt::WA_DeleteOnClose);
  box->open();
}

void ListPart::toggleFavourite(const Station& station) {
  const auto found = needs_.stations.view().pool->find(station.key);
  const Favourite* const favourite = found ? needs_.stations.view().pool->favouriteAt(*found) : nullptr;
  if (favourite)
    favourites_.remove(QString(favourite->reference));
  else if (needs_.shelf)
    favourites_.add(station);
}

void ListPart::importFavourites() {
  auto* const dialog = new QFileDialog(&needs_.window, tr("Import favourites"), QString(),
                                       tr("Playlists (*.m3u *.m3u8 *.opml *.xml);;All files (*)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFile);
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
    changeShelf([path](FavouriteShelf& shelf) { return shelf.importFile(path); });
  });
  dialog->open();
}

void ListPart::exportFavourites() {
  auto* const dialog = new QFileDialog(&needs_.window, tr("Export favourites"), tr("favourites.m3u"),
                                       tr("M3U playlist (*.m3u *.m3u8);;OPML (*.opml *.xml)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
    needs_.bridge.withGuide(
        [this, alive = QPointer<ListPart>(this), &bridge = needs_.bridge, shelf = needs_.shelf, path](GuideSide&) {
          bridge.post([this, alive, trouble = shelf->exportFile(path)] {
            if (alive) Q_EMIT favourites_.troubled(trouble);
          });
        });
  });
  dialog->open();
}

void ListPart::connectHistory() {
  connect(&history_, &History::changed, this, [this] {
    finder_.setHistory(history_.entries());
    saveHistory();
  });
  needs_.bridge.withGuide(
      [this, alive = QPointer<ListPart>(this), &bridge = needs_.bridge, path = historyPath()](GuideSide&) {
        QFile file(path);
        const QByteArray text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        auto entries = History::fromJson(text);
        if (entries.empty() && !text.isEmpty() && QJsonDocument::fromJson(text).isNull()) {  // it will be written anew
          const QString aside = path + QLatin1String(".unreadable");
          QFile::remove(aside);
          file.rename(aside);
        }
        bridge.post([this, alive, entries = std::move(entries)]() mutable {
          if (!alive) return;
          historyRead_ = true;
          history_.restore(std::move(entries));
        });
      });
}

void ListPart::saveHistory() {
  if (!historyRead_) return;  // what is there is not known yet
  needs_.bridge.withGuide([entries = history_.entries(), path = historyPath()](GuideSide&) {
    libreceiver::write_whole_file(path.toStdString(), History::toJson(entries).toStdString());
  });
}

void ListPart::clearHistory() {
  auto* const box = new QMessageBox(QMessageBox::Question, tr("Clear history"), tr("Forget what was played, and when?"),
                                    QMessageBox::Cancel, &needs_.window);
  QAbstractButton* const clear = box->addButton(tr("Clear history"), QMessageBox::DestructiveRole);
  box->setAttribute(Qt::WA_DeleteOnClose);
  connect(clear, &QAbstractButton::clicked, &history_, &History::clear);
  box->open();
}

void ListPart::showDetails() {
  const auto station = current();
  if (!station) return;
  needs_.bridge.withGuide(
      [this, alive = QPointer<ListPart>(this), &bridge = needs_.bridge, station = *station](GuideSide& guide) {
        bridge.post([this, alive, station, item = guide.find(station.key)] {
          if (alive) showDetails(station, item);
        });
      });
}

void ListPart::showDetails(const Station& station, const std::optional<libreceiver::GuideItem>& item) {
  StationDetails::Lines lines = {
      {tr("Name"), station.name},
      {tr("On air now"), station.title},
      {tr("Genre"), station.genre},
      {tr("Country"), countryName(station.country)},
      {tr("Language"), station.language},
      {tr("Codec"), station.codec},
      {tr("Rate"), station.kbps ? tr("%1 kbit/s").arg(station.kbps) : QString()},
      {tr("Number"), station.number},
      {tr("Homepage"), station.homepage},
      {tr("Encrypted"), station.encrypted ? tr("yes: it needs a key") : QString()},
  };
  QStringList places, tellers;
  if (item) {
    for (const libreceiver::GuidePlace& place : item->places) {
      const std::string zone = place.interface.empty() ? std::string() : '%' + place.interface;
      QString where = QString::fromStdString(to_string(place.group) + zone);
      if (place.source) where = tr("%1 from %2").arg(where, QString::fromStdString(to_string(*place.source)));
      if (place.port != libreceiver::kRtpPort) where = tr("%1, port %2").arg(where).arg(place.port);
      places.append(where);
    }
    for (const libreceiver::GuideProvenance& by : item->told_by) {
      const QString who = QString::fromStdString(by.headend.empty() ? by.from : by.headend + " (" + by.from + ")");
      QString way;
      switch (by.way) {
        case libreceiver::GuideWay::multicast: way = tr("%1, by its guide"); break;
        case libreceiver::GuideWay::http: way = tr("%1, by its guide over HTTP"); break;
        case libreceiver::GuideWay::announced: way = tr("%1, by announcing it"); break;
      }
      QString line = way.arg(who);
      if (!by.interface.empty()) line = tr("%1, heard on %2").arg(line, QString::fromStdString(by.interface));
      if (by.remembered) line = tr("%1, earlier").arg(line);
      tellers.append(line);
    }
  }
  lines.append({tr("Where"), places.isEmpty() ? station.reference : places.join(u'\n')});
  lines.append({tr("Told by"), tellers.isEmpty() ? tr("nobody: it is kept as a favourite, or was played before")
                                                 : tellers.join(u'\n')});
  auto* const dialog = new StationDetails(station.name, lines, &needs_.window);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->open();
}

}  // namespace joincast::ui
