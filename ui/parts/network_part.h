// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QString>
#include <memory>

#include "ui/bridge/network_choice.h"

class QWidget;

namespace joincast::ui {

class MainWindow;
class NetworkController;
class PlayerController;
class ReceiverBridge;

/// Which network is listened to, the settings dialog with the pages of all parts, the keys of enciphered stations,
/// light and dark, and help.
class NetworkPart {
 public:
  NetworkPart();
  ~NetworkPart();
  NetworkPart(const NetworkPart&) = delete;
  NetworkPart& operator=(const NetworkPart&) = delete;

  /// Once; all must outlive the part.
  void connectTo(ReceiverBridge& bridge, PlayerController& player, MainWindow& window);

  /// Takes the widget: a page of the settings dialog, behind General and Network, before Keys. `icon` of ui/icons.
  void addSettingsPage(QWidget* page, const QString& name, const char* icon);

  /// The actions that open things at the end of their menus; after all other parts have added theirs.
  void addMenus();

  /// Looks for stations: `for_this_run` wins, then what a person chose earlier, then `defaults`.
  void start(const NetworkChoice& for_this_run, const NetworkChoice& defaults);

  NetworkController& network() noexcept;
  void showSettings();
  void showNetwork();      ///< the page where the network is chosen
  void showTypeHeadend();  ///< the same, where an address can be typed in

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace joincast::ui
