// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/address.h"
#include "base/export.h"
#include "base/json_text.h"
#include "base/service_number.h"

namespace joincast::guide {

enum class Kind : std::uint8_t { radio, television };

/// One service on offer, as people choose it. Texts are UTF-8 without controls, at most kMostText octets; empty or
/// zero: not known.
struct Entry {
  static constexpr std::size_t kMostText = 255;   ///< octets of each text
  static constexpr std::size_t kMostLink = 1024;  ///< octets of a web address

  ServiceNumber number;
  std::string name;                   ///< never empty in what parse_page() gives
  std::optional<IpAddress> group_v4;  ///< IPv4 group, where service_group_v4() cannot compute it
  Kind kind = Kind::radio;
  std::string genre;             ///< words of the station itself, separated by commas
  std::string country;           ///< ISO 3166-1, two capital letters; or as the directory wrote it
  std::string language;          ///< as the directory wrote it
  std::string codec;             ///< `mp3`, `aac`, `opus`, ...; in lower case
  std::uint32_t kbps = 0;        ///< of the upstream; zero: not known
  std::string link;              ///< homepage: absolute http or https, for people
  std::string icon;              ///< absolute http or https, or a path at the headend that told it: `/icons/...`
  std::uint8_t directory = 0;    ///< which one named it, 0 to 63; 0: the headend's own configuration
  std::string stable_id;         ///< what that directory calls it for ever; empty in directory 0
  bool collision = false;        ///< another station had the computed number first
  bool source_specific = false;  ///< served on `ff3e::<number>` and 232/8 (RFC 4607), not under the prefix
  bool encrypted = false;        ///< needs the SRTP key of the service
  bool on_air = false;           ///< being sent when this was written
  bool favourite = false;        ///< of the headend's operator
  std::uint32_t members = 0;     ///< hosts that wanted it when this was written
  std::string title;             ///< of the item on air

  friend bool operator==(const Entry&, const Entry&) = default;
};

/// Writes an entry as one JSON object; members with their default value are left out (docs/wire.md).
JOINCAST_EXPORT void write_entry(JsonText& out, const Entry& entry);

/// Brings every field within its limits: texts are cleaned and cut, links that are none are emptied.
JOINCAST_EXPORT void clean_entry(Entry& entry);

}  // namespace joincast::guide
