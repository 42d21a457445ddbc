// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QObject>
#include <memory>

#include "ui/bridge/host_look.h"
#include "ui/control/signal_controller.h"

class QAction;

namespace joincast::ui {

class MainWindow;
class PlayerController;
class ReceiverBridge;
class SignalPage;
class WhyDialog;

/// The signal and why: makes its page and its actions, and connects them. What it is given must outlive it.
class SignalPart : public QObject {
  Q_OBJECT

 public:
  SignalPart(ReceiverBridge& bridge, PlayerController& player, MainWindow& window);
  ~SignalPart() override;

  QAction& why() noexcept;  ///< for others' menus and bars
  SignalController& signal() noexcept { return signal_; }

 private:
  void look();
  void showWhy();
  void diagnose();
  void saveDescription();
  void copyReport();

  ReceiverBridge& bridge_;
  PlayerController& player_;
  MainWindow& window_;
  SignalController signal_;
  SignalPage* page_;
  WhyDialog* dialog_ = nullptr;
  std::shared_ptr<HostEye> eye_;  // used and destroyed on the receiver's thread
  bool looks_ = false;            // an answer is on its way
};

}  // namespace joincast::ui
