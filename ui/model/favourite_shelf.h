// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <cstdint>
#include <vector>

#include "ui/model/station.h"

namespace joincast::ui {

/// A service to come back to, as it is kept.
struct Favourite {
  QString reference;  ///< `8000:0001`, or `rtp://...` of what has no number. Never empty
  QString name;       ///< never empty
  QString genre;
  QString icon;                ///< absolute http or https
  std::uint8_t directory = 0;  ///< that named it
  QString stableId;            ///< what that directory calls it for ever
  bool television = false;

  friend bool operator==(const Favourite&, const Favourite&) = default;
};

Favourite favouriteOf(const Station& station);
/// What plays it where no guide names it.
Station stationOf(const Favourite& favourite);

/// Where favourites are kept; other programs may change them too. Called on one thread only, which may have to wait
/// for those. What went wrong comes back as a sentence for people; empty: nothing did.
class FavouriteShelf {
 public:
  struct Contents {
    std::vector<Favourite> favourites;  ///< all there are now
    QString trouble;                    ///< why they could not be read or changed; nothing is lost then
    QStringList leftOut;                ///< what an imported file had besides, for people, a line each
  };

  virtual ~FavouriteShelf() = default;

  virtual QString path() const = 0;  ///< of the file; it need not be there. The same on all threads
  virtual Contents read() = 0;
  virtual Contents add(const Favourite& favourite) = 0;
  virtual Contents remove(const QString& reference) = 0;
  virtual Contents importFile(const QString& path) = 0;  ///< M3U or OPML, told apart by content
  virtual QString exportFile(const QString& path) = 0;   ///< OPML if it ends in `.opml` or `.xml`, else M3U
};

}  // namespace joincast::ui
