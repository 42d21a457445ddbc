// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QString>
#include <optional>

#include "libreceiver/resolve.h"
#include "ui/model/station.h"

namespace joincast::ui {

using SrtpKey = decltype(libreceiver::Target::srtp_key)::value_type;

/// The keys of stations that are sent enciphered, wherever they are kept.
class KeyRing {
 public:
  struct Answer {
    std::optional<SrtpKey> key = {};  ///< none: there is none for this station
    QString trouble = {};             ///< there is one, and why it cannot be used: a sentence for people; else empty
  };

  virtual ~KeyRing() = default;

  /// Called on the windows' thread when the station is to be played.
  virtual Answer keyFor(const Station& station) = 0;
};

}  // namespace joincast::ui
