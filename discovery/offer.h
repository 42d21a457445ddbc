// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "discovery/record.h"

namespace joincast::discovery {

inline constexpr std::string_view kServiceType = "_joincast._tcp";
inline constexpr std::string_view kRadioSubtype = "_radio._sub._joincast._tcp";
inline constexpr std::string_view kTelevisionSubtype = "_tv._sub._joincast._tcp";

/// One link on which a headend serves, and what it says there.
struct Place {
  std::uint32_t interface = 0;  ///< the system's index, never zero
  Record record{};

  friend bool operator==(const Place&, const Place&) = default;
};

/// What a headend publishes.
struct Offer {
  static constexpr std::size_t kMostName = 63;  ///< octets (RFC 6763 section 4.1.1)

  std::string name;           ///< for people, UTF-8; cut at kMostName. Taken already: `name #2` and so on
  std::uint16_t port = 0;     ///< of the guide over HTTP; zero: only by multicast
  bool radio = false;         ///< found by who looks for radio
  bool television = false;    ///< found by who looks for television
  std::vector<Place> places;  ///< empty: nothing is published

  friend bool operator==(const Offer&, const Offer&) = default;
};

}  // namespace joincast::discovery
