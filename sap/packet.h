// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/address.h"
#include "base/bytes.h"
#include "base/export.h"
#include "base/parse_error.h"
#include "base/result.h"

namespace joincast::sap {

inline constexpr std::uint16_t kPort = 9875;
inline constexpr std::string_view kSdpType = "application/sdp";

/// A SAP packet (RFC 2974 section 6); the payload stays octets. Dies with the datagram, and when it was
/// compressed with the buffer it was inflated into.
struct PacketView {
  bool deletion = false;                     ///< takes an announcement back
  bool compressed = false;                   ///< the payload travelled deflated
  std::uint16_t id_hash = 0;                 ///< changes with the payload; zero comes from very old senders only
  IpAddress origin;                          ///< the sender by its own words; the IP header knows better
  ByteView authentication;                   ///< not checked; a multiple of four octets, at most 1,020
  std::string_view payload_type = kSdpType;  ///< MIME type, which a packet may leave out
  ByteView payload;
};

/// What a stranger's packet may cost.
struct ParseLimits {
  std::size_t inflated_octets = 65'536;  ///< of payload type and payload after inflating
};

/// Reads a packet. `inflated` is where a compressed payload goes; otherwise it stays as it is. An encrypted packet
/// is refused as ParseErrc::encrypted, after its header was checked.
JOINCAST_EXPORT Result<PacketView, ParseError> parse(ByteView datagram, Bytes& inflated,
                                                     const ParseLimits& limits = {});

/// A hash of a payload that is never zero (RFC 2974 section 6: it must change when the payload does).
JOINCAST_EXPORT std::uint16_t id_hash(ByteView payload) noexcept;

struct EncodeOptions {
  std::size_t max_octets = 1'024;  ///< of the whole packet (RFC 2974 section 6 asks for less than 1 kB)
  bool compress = false;           ///< few receivers can read that
  bool with_type = true;           ///< write the payload type, even where it is application/sdp
};

/// Writes a packet: `compressed` is ignored, a zero `id_hash` is made from the payload. Refuses: over_limit when the
/// packet would be longer than allowed; bad_value for a payload type that is none, or left out where it is not
/// application/sdp or the payload could be taken for one; bad_length for authentication data that do not fit.
JOINCAST_EXPORT Result<Bytes, ParseError> encode(const PacketView& packet, const EncodeOptions& options = {});

/// What tells an SDP session from others (RFC 8866 section 5.2): its `o=` line without the version, in place.
struct SessionKey {
  std::string_view before;   ///< username and session id
  std::string_view version;  ///< not part of the key
  std::string_view after;    ///< network type, address type, address

  friend bool operator==(const SessionKey& a, const SessionKey& b) noexcept {
    return a.before == b.before && a.after == b.after;
  }
};

/// Finds the `o=` line of an SDP payload, whole or the single line of a deletion. Empty: there is none.
JOINCAST_EXPORT SessionKey session_key(ByteView payload) noexcept;

}  // namespace joincast::sap
