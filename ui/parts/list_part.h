// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QFileSystemWatcher>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <functional>
#include <memory>
#include <optional>

#include "libreceiver/guide_list.h"
#include "ui/bridge/worker.h"
#include "ui/control/favourites.h"
#include "ui/control/station_finder.h"
#include "ui/model/history.h"

class QAction;

namespace joincast::ui {

class MainWindow;
class PlayerController;
class ReceiverBridge;
class StationModel;
class StationsPage;

/// The list of stations: the page, what it is made of, and what can be done with a station of it.
class ListPart : public QObject {
  Q_OBJECT

 public:
  /// What it needs of the others; all outlive it.
  struct Needs {
    ReceiverBridge& bridge;
    PlayerController& player;
    StationModel& stations;
    MainWindow& window;
    std::shared_ptr<FavouriteShelf> shelf;  ///< used on the guide's thread alone; null: there are no favourites
  };

  explicit ListPart(Needs needs);
  ~ListPart() override;  ///< what plays has ended now

  History& history() noexcept { return history_; }
  StationsPage& page() noexcept { return *page_; }
  /// The station of the current row; none: there is none.
  std::optional<Station> current() const;

 private:
  void connectList();
  void connectFavourites();
  void connectHistory();
  void addActions();
  void addFavouriteActions();
  void handleTuning();
  void recognisePlaying(const StationTablePtr& table);
  void showCurrent();
  void toggleFavourite(const Station& station);
  void changeShelf(std::function<FavouriteShelf::Contents(FavouriteShelf& shelf)> change);
  void takeContents(const FavouriteShelf::Contents& contents);
  void importFavourites();
  void exportFavourites();
  void clearHistory();
  void saveHistory();
  void showDetails();
  void showDetails(const Station& station, const std::optional<libreceiver::GuideItem>& item);

  Needs needs_;
  Worker worker_;
  StationFinder finder_;
  Favourites favourites_;
  History history_;
  bool historyRead_ = false;
  QFileSystemWatcher watcher_;
  QTimer reread_;
  StationsPage* page_;  // the window's
  QAction *play_ = nullptr, *favourite_ = nullptr, *copyName_ = nullptr, *copyNumber_ = nullptr,
          *copyAddress_ = nullptr, *copyDescription_ = nullptr, *homepage_ = nullptr, *details_ = nullptr;
};

}  // namespace joincast::ui
