// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/export.h"

namespace joincast {

/// Why octets from outside were refused. One list for all rooms, so that counters by reason have one shape.
enum class ParseErrc : std::uint8_t {
  truncated,            ///< ends before a field that must be there
  trailing_octets,      ///< more octets than the message has room for
  unsupported_version,  ///< a version this parser does not speak
  wrong_type,           ///< not the kind of message expected here
  bad_length,           ///< a length that contradicts another or the datagram
  bad_padding,          ///< a padding count of zero or beyond the packet
  bad_checksum,         ///< the checksum does not match
  bad_value,            ///< a field outside its range
  bad_address,          ///< not an address of the kind expected here
  bad_encoding,         ///< text that is not what its charset says
  missing,              ///< a mandatory part is absent
  duplicated,           ///< a part that may stand once stands twice
  out_of_order,         ///< parts in an order the grammar forbids
  over_limit,           ///< more than the caller's limit allows
  encrypted,            ///< recognised, but readable only with a key
  bad_compression,      ///< a compressed body that does not inflate
};

inline constexpr std::size_t kParseErrcCount = static_cast<std::size_t>(ParseErrc::bad_compression) + 1;

/// What was wrong, and where. Allocates nothing.
struct ParseError {
  ParseErrc code = ParseErrc::truncated;
  std::size_t offset = 0;  ///< octets read when it was noticed

  friend bool operator==(const ParseError&, const ParseError&) = default;
};

/// A short English text such as "bad length", for people.
JOINCAST_EXPORT std::string_view to_string(ParseErrc code) noexcept;

}  // namespace joincast
