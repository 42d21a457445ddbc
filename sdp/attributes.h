// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/export.h"
#include "base/time.h"
#include "sdp/session.h"

/// Reading and writing attributes and bandwidths by name. Readers take the first of a name and answer
/// nothing for one that does not follow its grammar; writers replace in place, or append.
namespace joincast::sdp {

using Attributes = std::vector<Attribute>;

/// The first attribute of a name, dying with the list; null: none.
JOINCAST_EXPORT const Attribute* find(const Attributes& attributes, std::string_view name) noexcept;
JOINCAST_EXPORT bool has(const Attributes& attributes, std::string_view name) noexcept;

/// The value of the first attribute of a name, dying with the list.
JOINCAST_EXPORT std::optional<std::string_view> value_of(const Attributes& attributes, std::string_view name) noexcept;

/// Replaces the first of its name and erases the others, or appends.
JOINCAST_EXPORT void set(Attributes& attributes, std::string_view name, std::string_view value = {});
JOINCAST_EXPORT void add(Attributes& attributes, std::string_view name, std::string_view value = {});
JOINCAST_EXPORT void remove(Attributes& attributes, std::string_view name);

/// `a=charset:ISO-8859-1` (RFC 8866 section 6.10): of `s=` and `i=`. Empty: UTF-8.
JOINCAST_EXPORT std::string_view charset(const Session& session) noexcept;

/// `s=` or `i=` of this session for people: always UTF-8, whatever charset is declared; an unknown charset
/// is guessed.
JOINCAST_EXPORT std::string readable(const Session& session, std::string_view text);

JOINCAST_EXPORT std::string_view tool(const Session& session) noexcept;      ///< `a=tool:joincast 0.1`; empty: none
JOINCAST_EXPORT std::string_view type(const Session& session) noexcept;      ///< `a=type:broadcast`; empty: none
JOINCAST_EXPORT std::string_view category(const Session& session) noexcept;  ///< `a=cat:` dotted; empty: none

/// Which way media flow, seen by who reads the description (RFC 8866 section 6.7).
enum class Direction : std::uint8_t { sendrecv, recvonly, sendonly, inactive };

/// The medium's own direction, else the session's, else recvonly for `type:broadcast` and `type:H332`, else sendrecv.
JOINCAST_EXPORT Direction direction(const Session& session, const Media& media) noexcept;
JOINCAST_EXPORT void set_direction(Attributes& attributes, Direction direction);

/// `a=ptime:0.125` and `a=maxptime:20` in milliseconds (RFC 8866 sections 6.4, 6.5): media in one packet.
JOINCAST_EXPORT std::optional<Duration> ptime(const Media& media);
JOINCAST_EXPORT std::optional<Duration> maxptime(const Media& media);
JOINCAST_EXPORT void set_ptime(Media& media, Duration duration);

/// `a=framerate:25` (RFC 8866 section 6.13): frames a second.
JOINCAST_EXPORT std::optional<double> framerate(const Media& media);

/// The value of the first `b=` of a type, in the unit of the type.
JOINCAST_EXPORT std::optional<std::uint64_t> bandwidth(const std::vector<Bandwidth>& bandwidths,
                                                       std::string_view type) noexcept;
JOINCAST_EXPORT void set_bandwidth(std::vector<Bandwidth>& bandwidths, std::string_view type, std::uint64_t value);

/// RTCP's share in bit/s (RFC 3556): of senders (`b=RS`) and of receivers (`b=RR`), the medium's own or
/// the session's. None: RFC 3550's five per cent.
struct RtcpBandwidth {
  std::optional<std::uint64_t> senders_bps;
  std::optional<std::uint64_t> receivers_bps;
};
JOINCAST_EXPORT RtcpBandwidth rtcp_bandwidth(const Session& session, const Media& media) noexcept;

/// Where a medium goes: its own first `c=`, else the session's; null: nowhere, or the `0.0.0.0` that says so.
JOINCAST_EXPORT const Connection* connection_of(const Session& session, const Media& media) noexcept;

}  // namespace joincast::sdp
