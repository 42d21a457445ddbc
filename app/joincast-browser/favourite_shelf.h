// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <string>

#include "ui/model/favourite_shelf.h"

namespace joincast::app {

/// The user's own favourites, in the file that `joincast favourites` has.
std::unique_ptr<ui::FavouriteShelf> make_favourite_shelf(std::string path);
std::unique_ptr<ui::FavouriteShelf> make_favourite_shelf();

}  // namespace joincast::app
