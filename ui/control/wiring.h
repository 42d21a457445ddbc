// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

namespace joincast::ui {

class PlayerController;
class ReceiverBridge;

/// Wishes of the controller become calls of the bridge, its facts the controller's.
void connectPlayer(PlayerController& player, ReceiverBridge& bridge);

}  // namespace joincast::ui
