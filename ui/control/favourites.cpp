// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/control/favourites.h"

#include <algorithm>

namespace joincast::ui {

void Favourites::add(const Station& station) {
  const Favourite favourite = favouriteOf(station);
  if (std::ranges::any_of(all_, [&](const Favourite& one) { return one.reference == favourite.reference; })) return;
  all_.push_back(favourite);
  Q_EMIT changed();
  Q_EMIT addWished(favourite);
}

void Favourites::remove(const QString& reference) {
  if (std::erase_if(all_, [&](const Favourite& one) { return one.reference == reference; }) == 0) return;
  Q_EMIT changed();
  Q_EMIT removeWished(reference);
}

void Favourites::handleContents(const FavouriteShelf::Contents& contents) {
  Q_EMIT troubled(
      contents.trouble.isEmpty()
          ? QString()
          : tr("Favourites cannot be read or changed: %1. Mend that file, or move it away.").arg(contents.trouble));
  if (contents.trouble.isEmpty() || !contents.favourites.empty()) kept_ = contents.favourites;
  if (kept_ == all_) return;
  all_ = kept_;
  Q_EMIT changed();
}

}  // namespace joincast::ui
