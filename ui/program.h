// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QStringList>
#include <memory>

#include "ui/bridge/network_choice.h"
#include "ui/bridge/receiver_bridge.h"
#include "ui/bridge/schedule_book.h"

namespace joincast::ui {

class FavouriteShelf;
class MainWindow;
class PlayerController;

/// The whole program but main(): makes its parts and lets each know those that it needs.
class Program {
 public:
  struct Options {
    ReceiverBridge::Options bridge;
    NetworkChoice network;                       ///< for this run; what is empty is as it was chosen before
    NetworkChoice defaults;                      ///< where nobody has chosen yet
    std::unique_ptr<ScheduleBook> schedule;      ///< null: nothing is recorded by schedule
    std::shared_ptr<FavouriteShelf> favourites;  ///< used on the guide's thread; null: there are none
    QStringList faults;                          ///< of the settings: sentences for people
    QStringList open;                            ///< services, session descriptions or playlists; the first is played
  };

  /// A QApplication must exist, with its name set: settings go by that.
  explicit Program(Options options);
  ~Program();  ///< everything is left and saved
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  MainWindow& window() noexcept;
  void open(const QStringList& names);  ///< services, session descriptions or playlists; the first is played

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace joincast::ui
