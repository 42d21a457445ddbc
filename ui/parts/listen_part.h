// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QStringList>
#include <memory>

#include "ui/bridge/receiver_bridge.h"

namespace joincast::ui {

class ListeningSettings;
class MainWindow;
class PlayerBar;
class PlayerController;

/// Everything about listening: the player's keys and menus, and all that goes on beside it.
class ListenPart {
 public:
  /// Before the bridge is made: the sound passes through here.
  explicit ListenPart(ReceiverBridge::Options& options);
  ~ListenPart();  ///< what is to be remembered is written
  ListenPart(const ListenPart&) = delete;
  ListenPart& operator=(const ListenPart&) = delete;

  /// Once; connects player and bridge, too. All must outlive the part.
  void connectTo(ReceiverBridge& bridge, PlayerController& player, MainWindow& window);

  /// Plays the first of these services, session descriptions or playlists; where there are none, what was played last,
  /// if that is wished for.
  void start(const QStringList& names);
  void open(const QStringList& names);  ///< the first plays
  void openFile();                      ///< one that is chosen

  void setHasNeighbours(bool has);  ///< there is a list to go through; after connectTo()

  PlayerBar& bar() noexcept;  ///< after connectTo()
  ListeningSettings& settings() noexcept;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace joincast::ui
