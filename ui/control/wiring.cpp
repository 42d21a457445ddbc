// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/control/wiring.h"

#include "ui/bridge/receiver_bridge.h"
#include "ui/control/player_controller.h"

namespace joincast::ui {

void connectPlayer(PlayerController& player, ReceiverBridge& bridge) {
  using Player = PlayerController;
  using Bridge = ReceiverBridge;
  QObject::connect(&player, &Player::playWished, &bridge, &Bridge::play);
  QObject::connect(&player, &Player::stopWished, &bridge, &Bridge::stop);
  QObject::connect(&player, &Player::pauseWished, &bridge, &Bridge::pause);
  QObject::connect(&player, &Player::resumeWished, &bridge, &Bridge::resume);
  QObject::connect(&player, &Player::backWished, &bridge, &Bridge::back);
  QObject::connect(&player, &Player::songStartWished, &bridge, &Bridge::toSongStart);
  QObject::connect(&player, &Player::liveWished, &bridge, &Bridge::toLive);
  QObject::connect(&player, &Player::volumeWished, &bridge, &Bridge::setVolume);
  QObject::connect(&bridge, &Bridge::happened, &player, &Player::handleEvent);
  QObject::connect(&bridge, &Bridge::figures, &player, &Player::handleFigures);
  QObject::connect(&bridge, &Bridge::playFailed, &player, &Player::handleFailure);
}

}  // namespace joincast::ui
