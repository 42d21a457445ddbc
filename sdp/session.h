// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/address.h"

namespace joincast::sdp {

/// What stands behind a network and an address type in `o=` and `c=` (RFC 8866 sections 5.2, 5.7): nearly
/// always a numeric address, and then the three texts are empty.
struct Host {
  std::optional<IpAddress> ip;  ///< `IN IP4 192.0.2.1` or `IN IP6 2001:db8::1`

  std::string network;  ///< without `ip`: the network type, such as `IN`
  std::string type;     ///< without `ip`: the address type, such as `IP6`
  std::string name;     ///< without `ip`: a domain name, or an address of another network

  friend bool operator==(const Host&, const Host&) = default;
};

/// A numeric address; whoever knows one needs nothing else.
inline Host host(const IpAddress& ip) { return {ip, {}, {}, {}}; }

/// `o=` (RFC 8866 section 5.2): who made this description. All but the version names the session for ever.
struct Origin {
  std::string username = "-";  ///< no spaces; `-`: none
  std::uint64_t id = 0;        ///< of the session; often an NTP time
  std::uint64_t version = 0;   ///< of this description; a later one is larger
  Host host;                   ///< a unicast address of its maker

  friend bool operator==(const Origin&, const Origin&) = default;
};

/// Whether two descriptions, whatever their versions, are of the same session.
inline bool same_session(const Origin& a, const Origin& b) {
  return a.id == b.id && a.username == b.username && a.host == b.host;
}

/// At most so many consecutive groups may one `c=` line name. A larger number behind an IPv6 group is
/// nearly always a hop limit written by a sender that thought of IPv4.
inline constexpr std::uint16_t kMaxGroups = 16;

/// `c=` (RFC 8866 section 5.7): where media go.
struct Connection {
  Host host;
  std::optional<std::uint8_t> ttl;  ///< of an IPv4 group, where it is mandatory; IPv6 has none
  std::uint16_t groups = 1;         ///< consecutive groups from `host` on, 1..kMaxGroups

  friend bool operator==(const Connection&, const Connection&) = default;
};

/// `b=` (RFC 8866 section 5.8).
struct Bandwidth {
  std::string type;         ///< `AS` and `CT` count kbit/s, `TIAS`, `RS` and `RR` bit/s
  std::uint64_t value = 0;  ///< in the unit of its type

  friend bool operator==(const Bandwidth&, const Bandwidth&) = default;
};

/// `r=` (RFC 8866 section 5.10): when a session comes back. All in seconds.
struct Repeat {
  std::uint64_t interval = 0;          ///< from one start to the next, not zero
  std::uint64_t duration = 0;          ///< of each
  std::vector<std::uint64_t> offsets;  ///< from the start time; at least one

  friend bool operator==(const Repeat&, const Repeat&) = default;
};

/// One pair of `z=` (RFC 8866 section 5.11): from a moment on, repeats are shifted.
struct ZoneAdjustment {
  std::uint64_t time = 0;   ///< seconds since 1900
  std::int64_t offset = 0;  ///< seconds

  friend bool operator==(const ZoneAdjustment&, const ZoneAdjustment&) = default;
};

/// `t=` with its `r=` and `z=` lines (RFC 8866 section 5.9): when the session is. Seconds since 1900, as
/// NTP counts them, but not wrapping in 2036.
struct Timing {
  std::uint64_t start = 0;  ///< zero: since ever
  std::uint64_t stop = 0;   ///< zero: without end
  std::vector<Repeat> repeats;
  std::vector<ZoneAdjustment> zones;  ///< only with repeats

  friend bool operator==(const Timing&, const Timing&) = default;
};

/// `a=` (RFC 8866 section 5.13). Typed readings of the known ones are in the other headers of this room.
struct Attribute {
  std::string name;   ///< a token; compared with case
  std::string value;  ///< octets as they stand behind the colon; empty: a property, without colon

  friend bool operator==(const Attribute&, const Attribute&) = default;
};

/// `m=` and the lines below it (RFC 8866 section 5.14).
struct Media {
  std::string type = "audio";           ///< `audio`, `video`, `text`, `application`, `message`, ...
  std::uint16_t port = 0;               ///< zero: this medium is refused or switched off (RFC 3264)
  std::uint16_t ports = 1;              ///< so many ports or RTP port pairs from `port` on; at least one
  std::string protocol = "RTP/AVP";     ///< or `RTP/SAVP`, `udp`, ...
  std::vector<std::string> formats;     ///< for RTP the payload types; at least one
  std::string information;              ///< `i=`; empty: none
  std::vector<Connection> connections;  ///< `c=`; empty: the session's
  std::vector<Bandwidth> bandwidths;
  std::vector<Attribute> attributes;  ///< all of them, in order, unknown and repeated ones too

  friend bool operator==(const Media&, const Media&) = default;
};

/// A session description (RFC 8866) as a plain value. `k=` has no place: section 5.12 has it discarded.
struct Session {
  Origin origin;
  std::string name = "-";   ///< `s=`, never empty; `-`: without a name
  std::string information;  ///< `i=`; empty: none
  std::string uri;          ///< `u=`; empty: none. A stranger's text: see is_web_link()
  std::vector<std::string> emails;
  std::vector<std::string> phones;
  std::optional<Connection> connection;  ///< for media without their own
  std::vector<Bandwidth> bandwidths;
  std::vector<Timing> timings = {Timing{}};  ///< at least one; one of zeros: permanent
  std::vector<Attribute> attributes;         ///< all of them, in order, unknown and repeated ones too
  std::vector<Media> media;

  friend bool operator==(const Session&, const Session&) = default;
};

}  // namespace joincast::sdp
