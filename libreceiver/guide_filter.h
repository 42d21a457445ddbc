// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/export.h"
#include "libreceiver/guide_list.h"

namespace joincast::libreceiver {

/// What somebody looks for; what is empty does not matter. Case does not count.
struct GuideFilter {
  std::vector<std::string> words = {};  ///< each must begin a word of name or genre
  std::string genre = {};               ///< one of them, whole
  std::string country = {};
  std::string language = {};
  std::string codec = {};
  bool on_air = false;  ///< only what is being sent

  friend bool operator==(const GuideFilter&, const GuideFilter&) = default;
};

JOINCAST_EXPORT bool fits(const GuideItem& item, const GuideFilter& filter);

/// The items that `name` may mean: those of exactly this name, else those that have it in their name. Pointers into
/// `items`, in its order.
JOINCAST_EXPORT std::vector<const GuideItem*> named(const std::vector<GuideItem>& items, std::string_view name);

/// Small letters, of Latin-1's range too: for comparing names.
JOINCAST_EXPORT std::string fold_case(std::string_view utf8);

}  // namespace joincast::libreceiver
