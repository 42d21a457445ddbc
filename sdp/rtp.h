// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/export.h"
#include "sdp/session.h"

/// What descriptions say about RTP: payload types, RTCP's place, sources.
namespace joincast::sdp {

/// `a=rtpmap:98 L24/48000/2` (RFC 8866 section 6.6).
struct RtpMap {
  std::uint8_t payload_type = 0;    ///< 0..127
  std::string encoding;             ///< `L16`, `opus`, `MP2T`, ...; compared without case
  std::uint32_t clock_rate_hz = 0;  ///< of RTP timestamps, not zero
  std::uint16_t channels = 0;       ///< zero: not said, one for audio

  friend bool operator==(const RtpMap&, const RtpMap&) = default;
};

/// Whether an encoding has this name, without case.
JOINCAST_EXPORT bool is_encoding(const RtpMap& map, std::string_view name) noexcept;

JOINCAST_EXPORT std::optional<RtpMap> parse_rtpmap(std::string_view value);
JOINCAST_EXPORT std::optional<RtpMap> rtpmap(const Media& media, std::uint8_t payload_type);
JOINCAST_EXPORT std::vector<RtpMap> rtpmaps(const Media& media);
JOINCAST_EXPORT void set_rtpmap(Media& media, const RtpMap& map);

/// `a=fmtp:98 mode=x;config=y` (RFC 8866 section 6.15): the parameters behind the payload type, dying with the media.
JOINCAST_EXPORT std::optional<std::string_view> fmtp(const Media& media, std::uint8_t payload_type) noexcept;
JOINCAST_EXPORT void set_fmtp(Media& media, std::uint8_t payload_type, std::string_view parameters);

/// One of `name=value` parameters separated by semicolons; the name without case. Empty: there, without a value.
JOINCAST_EXPORT std::optional<std::string_view> parameter(std::string_view parameters, std::string_view name) noexcept;

/// The RTP payload types of an `m=` line in its order; none unless the protocol is RTP's.
JOINCAST_EXPORT std::vector<std::uint8_t> payload_types(const Media& media);

/// Whether the protocol is one of RTP's profiles: `RTP/AVP`, `RTP/SAVPF`, `UDP/TLS/RTP/SAVPF`, ...
JOINCAST_EXPORT bool is_rtp(const Media& media) noexcept;

/// `a=rtcp:53020 IN IP6 2001:db8::1` (RFC 3605).
struct RtcpPlace {
  std::uint16_t port = 0;    ///< not zero
  std::optional<Host> host;  ///< none: RTP's own

  friend bool operator==(const RtcpPlace&, const RtcpPlace&) = default;
};

JOINCAST_EXPORT std::optional<RtcpPlace> rtcp(const Media& media);
JOINCAST_EXPORT void set_rtcp(Media& media, const RtcpPlace& place);

/// `a=rtcp-mux` (RFC 5761 section 5.1.1): RTCP on RTP's port.
JOINCAST_EXPORT bool rtcp_mux(const Media& media) noexcept;

/// The port of RTCP: RTP's own with rtcp-mux, else what `a=rtcp` says, else the next one; zero: none.
JOINCAST_EXPORT std::uint16_t rtcp_port(const Media& media);

/// What receivers are asked for by `a=rtcp-xr:pkt-loss-rle=200 stat-summary=loss,jitt` (RFC 3611 section 5.1).
struct ExtendedReports {
  bool loss_runs = false;               ///< `pkt-loss-rle`
  std::uint16_t longest_loss_runs = 0;  ///< octets of its block at most; zero: not said
  bool duplicate_runs = false;          ///< `pkt-dup-rle`
  bool summary = false;                 ///< `stat-summary`, with any of its flags

  friend bool operator==(const ExtendedReports&, const ExtendedReports&) = default;
};

/// What the medium asks for, else what the session does. None of them asks: nothing.
JOINCAST_EXPORT ExtendedReports extended_reports(const Session& session, const Media& media);
JOINCAST_EXPORT void set_extended_reports(Media& media, const ExtendedReports& asked);

/// How receivers of a source-specific group report, by `a=rtcp-unicast` (RFC 5760 section 10.1).
enum class UnicastFeedback : std::uint8_t {
  none,        ///< not asked for
  summarised,  ///< `rsi`: to the source, which tells the group in summaries
  reflected,   ///< `reflection`: to the source, which sends it on to the group as it is
};
JOINCAST_EXPORT UnicastFeedback unicast_feedback(const Session& session, const Media& media) noexcept;
JOINCAST_EXPORT void set_unicast_feedback(Media& media, UnicastFeedback feedback);

/// `a=ssrc:314159 cname:user@host` (RFC 5576 section 4.1).
struct SourceAttribute {
  std::uint32_t ssrc = 0;
  std::string name;   ///< `cname`, `previous-ssrc`, `fmtp`, ...
  std::string value;  ///< empty: none

  friend bool operator==(const SourceAttribute&, const SourceAttribute&) = default;
};

/// `a=ssrc-group:FEC 314159 271828` (RFC 5576 section 4.2).
struct SourceGroup {
  std::string semantics;  ///< `FID`, `FEC`, ...
  std::vector<std::uint32_t> ssrcs;

  friend bool operator==(const SourceGroup&, const SourceGroup&) = default;
};

JOINCAST_EXPORT std::vector<SourceAttribute> source_attributes(const Media& media);
JOINCAST_EXPORT std::vector<SourceGroup> source_groups(const Media& media);
JOINCAST_EXPORT void add_source_attribute(Media& media, const SourceAttribute& attribute);
JOINCAST_EXPORT void add_source_group(Media& media, const SourceGroup& group);

}  // namespace joincast::sdp
