// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <vector>

#include "libreceiver/guide_list.h"

namespace joincast::app {

using GuideItems = std::vector<const libreceiver::GuideItem*>;

/// What people call it: its number, or else its group.
std::string label_of(const libreceiver::GuideItem& item);

/// A line each: number or group, name, codec, genre, and whether it is on air, at most `width` columns wide.
std::string to_table(const GuideItems& items, std::size_t width);

/// One object: `complete`, `total`, `services`.
std::string to_json(const GuideItems& items, bool complete);

/// `3 services, 1 on air; headend radio (multicast, eth0)`: who told it.
std::string summary(const GuideItems& items);

}  // namespace joincast::app
