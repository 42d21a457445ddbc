// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <vector>

#include "app/joincast-guide/favourites.h"
#include "app/joincast-guide/options.h"
#include "base/result.h"
#include "libreceiver/guide_list.h"

namespace joincast::app {

/// Something that a name may mean.
struct Choice {
  std::string label;  ///< number or group
  std::string name;
  std::string more;         ///< genre and the like, for people
  std::string reference;    ///< what joins it
  std::string description;  ///< a session description, if one is known; else empty
  libreceiver::GuideItem item;
};

/// Those of exactly this name, else those that have it in their name, of the guide and then of the favourites that the
/// guide does not name. A number or `rtp://...` means just that. `family`: where a service has places of both.
std::vector<Choice> choices(const std::vector<libreceiver::GuideItem>& items, const std::vector<Favourite>& favourites,
                            const std::string& name, std::optional<Family> family);

/// Where choices come from, for the words that are said when there are none.
enum class ChosenFrom { offer, favourites };

/// Of several one, asked for on the terminal; without one an error that lists them. The exit code if there is none;
/// the reason is told on standard error then.
Result<Choice, int> choose(const std::vector<Choice>& choices, const std::string& name,
                           ChosenFrom from = ChosenFrom::offer);

/// Each runs one command to its end and answers the exit code.
int run(const GuideOptions& options);
int run(const FindOptions& options);
int run(const FavouritesOptions& options);

}  // namespace joincast::app
