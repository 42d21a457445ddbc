// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/export.h"
#include "sdp/session.h"

namespace joincast::sdp {

/// `a=ts-refclk:ptp=IEEE1588-2008:39-A7-94-FF-FE-07-CB-D0:37` (RFC 7273 section 4): the clock of the NTP times.
struct ReferenceClock {
  enum class Kind : std::uint8_t { ntp, ptp, gps, galileo, glonass, local, private_clock, other };

  Kind kind = Kind::local;
  std::string server;       ///< ntp: host or host:port; empty: traceable
  std::string ptp_version;  ///< ptp: `IEEE1588-2008`, ...
  std::string ptp_clock;    ///< ptp: the grandmaster's identity; empty: traceable
  std::string ptp_domain;   ///< ptp: number or name; empty: not said
  bool traceable = false;   ///< to UTC or TAI: ntp, ptp and private clocks may say so
  std::string other;        ///< other: the whole value, kept

  friend bool operator==(const ReferenceClock&, const ReferenceClock&) = default;
};

/// `a=mediaclk:direct=963214424 rate=1000/1001` (RFC 7273 section 5): how RTP timestamps follow that clock.
struct MediaClock {
  enum class Kind : std::uint8_t { sender, direct, ieee1722, other };

  std::string id;  ///< `id=...` in front; empty: none
  Kind kind = Kind::sender;
  std::optional<std::uint32_t> offset;  ///< direct: RTP timestamp at the clock's epoch
  std::uint32_t rate_numerator = 1;     ///< direct: the media clock against its nominal rate
  std::uint32_t rate_denominator = 1;   ///< not zero
  std::string stream;                   ///< ieee1722: stream identity; other: the whole value, kept

  friend bool operator==(const MediaClock&, const MediaClock&) = default;
};

JOINCAST_EXPORT std::optional<ReferenceClock> parse_reference_clock(std::string_view value);
JOINCAST_EXPORT std::string to_text(const ReferenceClock& clock);
JOINCAST_EXPORT std::optional<MediaClock> parse_media_clock(std::string_view value);
JOINCAST_EXPORT std::string to_text(const MediaClock& clock);

/// The medium's reference clocks, else the session's (RFC 7273 section 4.8).
JOINCAST_EXPORT std::vector<ReferenceClock> reference_clocks(const Session& session, const Media& media);
/// The medium's clock, else the session's.
JOINCAST_EXPORT std::optional<MediaClock> media_clock(const Session& session, const Media& media);

JOINCAST_EXPORT void add_reference_clock(std::vector<Attribute>& attributes, const ReferenceClock& clock);
JOINCAST_EXPORT void set_media_clock(std::vector<Attribute>& attributes, const MediaClock& clock);

}  // namespace joincast::sdp
