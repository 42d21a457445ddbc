// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QString>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "libreceiver/guide_list.h"

namespace joincast::ui {

/// One service as people see it: what a row of the list shows, and what is needed to play it.
struct Station {
  QString key;          ///< the same in every run, whoever tells of it: favourites and history go by it. Never empty
  QString reference;    ///< what joins it: `8000:0001` or `rtp://...`
  QString number;       ///< `8000:0001`; empty: it has none
  QString name;         ///< never empty
  QString genre;        ///< words, separated by commas; this and what follows may be empty: not known
  QString country;      ///< ISO 3166-1, two letters, or as a directory wrote it
  QString language;     ///< as a directory wrote it
  QString codec;        ///< `mp3`, `aac`, ...
  QString title;        ///< of the item on air
  QString homepage;     ///< absolute http or https
  QString icon;         ///< absolute http or https, or a path at the headend
  QString headend;      ///< name of the one that told of it
  QString description;  ///< a session description that is known already
  std::uint32_t kbps = 0;
  std::uint32_t members = 0;  ///< hosts that wanted it when this was written
  bool television = false;
  bool onAir = false;        ///< being sent when this was written
  bool encrypted = false;    ///< needs a key
  bool remembered = false;   ///< known from an earlier run only
  bool recommended = false;  ///< by the headend's operator

  friend bool operator==(const Station&, const Station&) = default;
};

/// All that is on offer, by name. Never changed once made, so that threads may share it.
struct StationTable {
  std::vector<Station> stations;
  bool complete = false;  ///< all that was told of has come in
};
using StationTablePtr = std::shared_ptr<const StationTable>;

Station stationOf(const libreceiver::GuideItem& item);

/// Runs on the guide's thread: 80,000 items take a tenth of a second. Words that many share are stored once.
StationTablePtr makeStationTable(const std::vector<libreceiver::GuideItem>& items, bool complete);

/// The key of a service that is known by its reference alone, as one typed in.
QString keyOfReference(const QString& reference);

}  // namespace joincast::ui
