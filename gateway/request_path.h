// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "base/export.h"
#include "base/result.h"
#include "libreceiver/service_reference.h"

namespace joincast::gateway {

/// What people and players read about the gateway.
enum class Page : std::uint8_t { status, status_json, playlist };

/// A service that somebody wants to hear.
struct Wanted {
  libreceiver::ServiceReference reference;
  bool maybe_raw = false;  ///< `/udp/`: may be a transport stream in bare UDP, without RTP

  friend bool operator==(const Wanted&, const Wanted&) = default;
};

/// Why a path means nothing, as HTTP says it.
struct PathRefusal {
  unsigned status = 404;
  std::string text;  ///< for people, one line with its end
};

using Asked = std::variant<Page, Wanted>;

/// Reads the path of a request, percent signs decoded:
///
///     /8000:0001  /0x80000001               a service number
///     /rtp/[ff3e::8000:1]:5004              a group, as udpxy has it: `[source@]group[%interface][:port]`
///     /rtp/239.1.2.3:5004  /udp/239.1.2.3:1234
///     /  /status  /status.json  /playlist.m3u
///
/// One slash more at the end is forgiven. 400: looks like a service and is none; 404: anything else.
JOINCAST_EXPORT Result<Asked, PathRefusal> parse_path(std::string_view path);

/// The shortest path for a web address; parse_path() reads it back to an equal value.
JOINCAST_EXPORT std::string to_path(const Wanted& wanted);

}  // namespace joincast::gateway
