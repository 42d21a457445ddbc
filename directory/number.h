// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/export.h"
#include "base/service_number.h"

namespace joincast::directory {

/// Six bits of a service number. Those below stand for the same directory on every headend.
using DirectoryId = std::uint8_t;

inline constexpr DirectoryId kOwn = 0;  ///< the headend's configuration
inline constexpr DirectoryId kRadioTime = 1;
inline constexpr DirectoryId kXiph = 2;
inline constexpr DirectoryId kRadioBrowser = 3;
inline constexpr DirectoryId kFirstFree = 8;  ///< icecast servers and files: chosen in the configuration
inline constexpr DirectoryId kLastFree = 62;
inline constexpr DirectoryId kGuidePages = 63;

/// How a station came by its number. All of them are kept for ever.
enum class NumberOrigin : std::uint8_t {
  none,     ///< it has none yet
  natural,  ///< what its id says: the same on every headend
  probed,   ///< that one was taken: this headend's choice, flagged in the guide
  adopted,  ///< as an older headend has it
  pinned,   ///< by the configuration
};

/// `none`, `natural`, `probed`, `adopted`, `pinned`.
JOINCAST_EXPORT std::string_view to_string(NumberOrigin origin) noexcept;

/// The number that an id asks for: 24 bits of its SHA-256; RadioTime's `s900000` is 900000 itself, as long as it has
/// 24 bits.
JOINCAST_EXPORT ServiceNumber natural_number(DirectoryId directory, std::string_view id);

/// What is tried when that is taken: further octets of the same hash, and then one after the other. `attempt` from 1.
JOINCAST_EXPORT ServiceNumber probed_number(DirectoryId directory, std::string_view id, std::uint32_t attempt);

/// A listen URL as an id: scheme and host in lower case, the scheme's own port left out, no fragment, an empty path is
/// `/`. Anything that is no URL stays as it is.
JOINCAST_EXPORT std::string normalised_url(std::string_view url);

}  // namespace joincast::directory
