// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/bridge/network_choice.h"

namespace joincast::ui {

libreceiver::Wishes NetworkChoice::wishes() const {
  libreceiver::Wishes wishes;
  wishes.interface = interface;
  wishes.family = family;
  wishes.prefix = family == Family::ipv4 ? pool : prefix;
  return wishes;
}

}  // namespace joincast::ui
