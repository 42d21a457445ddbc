// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QObject>
#include <vector>

#include "ui/model/favourite_shelf.h"

namespace joincast::ui {

/// The favourites as they are shown: a change is seen at once, and carried out elsewhere; what came of it is told by
/// handleContents(). Passive.
class Favourites : public QObject {
  Q_OBJECT

 public:
  using QObject::QObject;

  const std::vector<Favourite>& all() const noexcept { return all_; }

 public Q_SLOTS:
  void add(const joincast::ui::Station& station);
  void remove(const QString& reference);
  void handleContents(const joincast::ui::FavouriteShelf::Contents& contents);

 Q_SIGNALS:
  void changed();
  void troubled(QString sentence);  ///< empty: not any more

  // Wishes.
  void addWished(joincast::ui::Favourite favourite);
  void removeWished(QString reference);

 private:
  std::vector<Favourite> all_, kept_;  // kept_: as the file said last
};

}  // namespace joincast::ui
