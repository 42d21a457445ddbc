// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/export.h"
#include "base/result.h"
#include "sdp/session.h"

namespace joincast::sdp {

/// Why a session cannot be written down: the first part that has no place in RFC 8866's grammar.
enum class TextErrc : std::uint8_t {
  bad_origin,       ///< a username empty or with spaces, or a host that is none
  bad_name,         ///< `s=` empty, with CR, LF or NUL, or in no charset
  bad_information,  ///< `i=`, likewise
  bad_uri,
  bad_email,
  bad_phone,
  bad_connection,  ///< no host, no TTL where it belongs or one where not, 0 or too many groups
  bad_bandwidth,
  bad_timing,  ///< none at all, repeats without offsets, zones without repeats
  bad_attribute,
  bad_media,  ///< no format, no port, or tokens that are none
};

/// A short English text such as "bad origin", for people.
JOINCAST_EXPORT std::string_view to_string(TextErrc code) noexcept;

/// The text of a session, CRLF ended. Refuses a session that no description can say: what it returns is
/// accepted by a strict parse whose limits are wide enough, and that gives an equal session.
JOINCAST_EXPORT Result<std::string, TextErrc> to_text(const Session& session);

/// Makes any octets fit for a text value (`s=`, `i=`, an attribute): what is not UTF-8 is read as windows-1252,
/// controls (CR, LF, NUL, C1 and the line separators of Unicode included) become spaces, spaces are collapsed and
/// trimmed, and at most `max_octets` remain, cut at a character. May be empty, and then the line is better left out.
JOINCAST_EXPORT std::string clean_text(std::string_view text, std::size_t max_octets = 512);

/// Whether a `u=` may be shown to people as a link: absolute, http or https, with a host, no spaces or
/// controls, and without a user part, which makes one host look like another. It is never opened unasked.
JOINCAST_EXPORT bool is_web_link(std::string_view uri) noexcept;

}  // namespace joincast::sdp
