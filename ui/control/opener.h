// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <optional>
#include <vector>

#include "ui/control/key_ring.h"
#include "ui/model/station.h"

namespace joincast::ui {

/// What a name that somebody gave turned out to be.
struct Opened {
  QString title;                    ///< the file's name, or the service's
  std::vector<Station> stations;    ///< the first is to be played; empty: see trouble
  std::optional<SrtpKey> key = {};  ///< of the only station: its session description holds it
  int others = 0;                   ///< entries of a playlist that cannot be played here
  QString trouble = {};             ///< why nothing was opened: a sentence for people; else empty
};

/// `name`: a service (`8000:0001`, `rtp://...`), a file's path or `file://` URI, of a session description (.sdp) or
/// a playlist (M3U, PLS). Reads the file: not to be called on the windows' thread.
Opened openName(const QString& name);

/// The same names so that another program, in another folder, finds them: files as `file://` URIs.
QStringList namesFromHere(const QStringList& names);

}  // namespace joincast::ui
