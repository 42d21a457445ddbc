// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/address.h"
#include "base/export.h"
#include "base/result.h"

namespace joincast::headend {

/// A group from which a transport stream is received.
struct GroupUrl {
  IpAddress group;
  std::string interface;   ///< by name or number; never empty
  std::uint16_t port = 0;  ///< never 0
  bool rtp = false;        ///< each datagram is an RTP packet (RFC 2250); else it is nothing but octets of the stream
  std::optional<IpAddress> source{};  ///< a source-specific join; none: any source

  friend bool operator==(const GroupUrl&, const GroupUrl&) = default;
};

inline bool is_group_url(std::string_view url) noexcept { return url.starts_with("udp:") || url.starts_with("rtp:"); }

/// `udp://@239.1.2.3%eth0:5000`, `rtp://@[ff15::1%eth0]:5004`, `rtp://192.0.2.1@232.1.2.3%eth0:5004`: in front of the @
/// who sends, if only that one is wanted. The error says what was expected.
JOINCAST_EXPORT Result<GroupUrl, std::string> parse_group_url(std::string_view url);

}  // namespace joincast::headend
