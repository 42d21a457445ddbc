// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
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

/// What a list can be narrowed and grouped by.
enum class Facet : std::uint8_t { genre, country, language, codec };
inline constexpr std::size_t kFacets = 4;

/// Which stations have which values of one facet. Values that differ in case or diacritics alone are one, as first
/// written.
struct FacetIndex {
  QStringList names;                    ///< by value
  std::vector<std::uint32_t> begin;     ///< where a station's values begin in `values`; one more than stations
  std::vector<std::uint32_t> values;    ///< of all stations
  QHash<QString, std::uint32_t> known;  ///< values by what was written

  std::span<const std::uint32_t> of(std::size_t station) const {
    return std::span(values).subspan(begin[station], begin[station + 1] - begin[station]);
  }
};

/// All that is on offer, by name, and what is needed to look through it. Never changed once made, so that threads may
/// share it.
struct StationTable {
  std::vector<Station> stations;
  bool complete = false;  ///< all that was told of has come in

  std::string folded;                      ///< name, genre, title and country of all, one behind the other
  std::vector<std::uint32_t> foldedBegin;  ///< of each station; one more than stations
  QHash<QString, std::uint32_t> byKey;     ///< the first that has it
  std::array<FacetIndex, kFacets> facets;

  std::string_view foldedOf(std::size_t station) const {
    return std::string_view(folded).substr(foldedBegin[station], foldedBegin[station + 1] - foldedBegin[station]);
  }
};
using StationTablePtr = std::shared_ptr<const StationTable>;

Station stationOf(const libreceiver::GuideItem& item);

/// Runs on the guide's thread: 80,000 items take some tenths of a second. Words that many share are stored once.
StationTablePtr makeStationTable(const std::vector<libreceiver::GuideItem>& items, bool complete);
StationTablePtr makeStationTable(std::vector<Station> stations, bool complete);

/// What people call a country in the program's language: `Germany` for `DE`; what is no code stays as it is.
QString countryName(const QString& country);

/// What a directory calls a station for ever.
struct DirectoryId {
  std::uint8_t directory = 0;
  QString id;
};
std::optional<DirectoryId> directoryIdOf(const Station& station);  ///< none: it is a headend's own
QString keyOfDirectory(std::uint8_t directory, const QString& id);

/// Directories name a station for ever; a headend's own number means something else at another headend; what has no
/// number is known by its group.
QString keyOf(const libreceiver::GuideItem& item);

/// The key of a service that is known by its reference alone, as one typed in.
QString keyOfReference(const QString& reference);

/// The key of what lies in the group that a reference such as `rtp://[ff15::1%eth0]:5004` names; empty: it names none.
QString keyOfGroup(const QString& reference);

}  // namespace joincast::ui
