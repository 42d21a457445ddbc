// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/address.h"
#include "base/bytes.h"
#include "base/export.h"
#include "base/time.h"
#include "payload/binding.h"
#include "rtcp/bandwidth.h"
#include "sdp/joincast.h"
#include "sdp/session.h"

namespace joincast::headend {

inline constexpr std::uint16_t kRtpPort = 5004;
inline constexpr std::uint16_t kRtcpPort = 5005;
inline constexpr std::string_view kToolName = "joincast-headend 0.1";

/// What listeners are told of a service, but for where it is sent. Texts may be anything: they are cleaned.
struct Facts {
  std::uint64_t session_id = 0;                 ///< new at each start of the service
  std::uint64_t version = 0;                    ///< grows with each change
  std::string name;                             ///< `s=`
  std::string title;                            ///< `i=`; empty: none
  std::string link;                             ///< `u=`; left out unless it is an absolute http or https address
  std::string genre;                            ///< `a=cat`; empty: none
  std::optional<WallTime> item_began;           ///< `t=`; none: permanent
  std::optional<std::uint32_t> item_timestamp;  ///< `a=joincast-item`
  std::vector<payload::Binding> bindings;       ///< the one in use first; none: not known yet
  sdp::State state = sdp::State::starting;
  std::string reason;                            ///< why it does not play
  std::optional<sdp::RolloverCounter> rollover;  ///< `a=joincast-roc`; there: it goes out as SRTP, `RTP/SAVP`
  rtcp::Bandwidth rtcp;                          ///< `b=RS`, `b=RR`
  bool unicast_feedback = false;                 ///< `a=rtcp-unicast:rsi` in source-specific groups
  std::uint32_t start_repeat = 0;
  std::uint8_t ttl = 16;  ///< written into `c=` of IPv4 groups
};

/// The session description of a service in one group, sent from `source` (design section 7). `with_item`: false
/// leaves out what changes with the song, for the standard SAP groups.
JOINCAST_EXPORT sdp::Session describe(const Facts& facts, const IpAddress& group, const IpAddress& source,
                                      bool with_item = true);

/// An announcement, or its deletion, of at most 1,024 octets: texts that are too long are cut at a character.
/// Should even that not do (it takes a codec's configuration of some 700 octets), the packet is larger.
JOINCAST_EXPORT Bytes announcement(const sdp::Session& session, const IpAddress& source, bool deletion = false);

}  // namespace joincast::headend
