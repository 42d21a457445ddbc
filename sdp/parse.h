// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/export.h"
#include "base/parse_error.h"
#include "base/result.h"
#include "sdp/session.h"

namespace joincast::sdp {

/// What a stranger's description may cost at most.
struct Limits {
  std::size_t octets = 65'536;  ///< of the whole text
  std::size_t lines = 4'096;    ///< of every type together
  std::size_t media = 64;       ///< `m=` lines
  std::size_t items = 256;      ///< values within one `m=`, `r=` or `z=` line
  std::size_t forgiven = 64;    ///< entries of Parsed::forgiven; later sins are forgiven unlisted
};

struct ParseOptions {
  Limits limits = {};
  bool strict = false;  ///< refuse what would be forgiven
};

/// What real senders get wrong, and how it was mended.
enum class Sin : std::uint8_t {
  bare_line_end,        ///< LF or CR alone ends lines; told once, at the first
  no_final_line_end,    ///< the last line does not end
  nul,                  ///< a NUL octet: the text ends there
  blank_line,           ///< an empty line, skipped
  bad_line,             ///< not `x=...`, or a letter that RFC 8866 does not know: skipped
  bad_content,          ///< an optional line whose content is not what its letter asks for: skipped
  empty_value,          ///< a line or an attribute's colon without a value: skipped, or `-` as `s=`
  missing_version,      ///< no `v=`
  missing_origin,       ///< no `o=`: one of zeros
  missing_name,         ///< no `s=`: `-`
  missing_time,         ///< no `t=`: permanent
  wrong_order,          ///< a line that belongs further up: taken all the same
  repeated_line,        ///< a line that may stand once: the last one holds (`o=` and `v=`: the first)
  extra_space,          ///< spaces around or between values, ignored
  wrong_case,           ///< `in ip4`: read as `IN IP4`
  bad_number,           ///< a session id or version that is not a number of 64 bits: one made from its text
  bad_charset,          ///< text that is not UTF-8 where nothing else is declared: read as windows-1252
  missing_ttl,          ///< an IPv4 group without TTL: 255
  ttl_on_ipv6,          ///< an IPv6 group with a TTL, where only a number of groups may stand: ignored
  ttl_on_unicast,       ///< a unicast address with a TTL or a number of groups: ignored
  interface_zone,       ///< an address with a zone (`fe80::1%eth0`), which means nothing elsewhere: cut off
  missing_connection,   ///< a medium without any `c=`: the session gets `0.0.0.0`, as RTSP writes it
  wrong_address_type,   ///< `IP4` in front of an IPv6 address or the other way round: the address holds
  port_range,           ///< `5004-5005`: the first holds
  zone_without_repeat,  ///< `z=` without `r=` says nothing: skipped
  obsolete_key,         ///< `k=`: discarded, as RFC 8866 section 5.12 asks; no sin in strict mode
};

/// A short English text such as "bare line end", for people.
JOINCAST_EXPORT std::string_view to_string(Sin sin) noexcept;

struct Forgiven {
  Sin sin = Sin::bad_line;
  std::uint32_t line = 0;  ///< counted from one

  friend bool operator==(const Forgiven&, const Forgiven&) = default;
};

struct Parsed {
  Session session;
  std::vector<Forgiven> forgiven;  ///< in order of lines; empty: the sender obeys RFC 8866
};

/// Why a description was refused, and where.
struct LineError {
  ParseErrc code = ParseErrc::truncated;
  std::uint32_t line = 0;  ///< counted from one; behind the last line when something is missing

  friend bool operator==(const LineError&, const LineError&) = default;
};

/// Reads a session description in time and memory linear to its length. What it accepts, strict or not,
/// to_text() can write and a strict parse reads back to an equal value. Even a tolerant parse refuses: text over the
/// limits, text without any `v=`, `o=`, `s=` or `m=` line, an `m=` or `c=` line that cannot be understood, a version
/// other than zero.
JOINCAST_EXPORT Result<Parsed, LineError> parse(std::string_view text, const ParseOptions& options = {});

}  // namespace joincast::sdp
