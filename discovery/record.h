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
#include "base/parse_error.h"
#include "base/result.h"

namespace joincast::discovery {

/// What a headend says of itself on one link: the TXT record of its service (RFC 6763 section 6, docs/discovery.md).
struct Record {
  static constexpr std::size_t kMostPrefixes = 4;
  static constexpr std::size_t kMostPath = 128;   ///< octets
  static constexpr std::size_t kMostTxt = 1'300;  ///< octets of the whole record (section 6.2)

  std::vector<Prefix> prefixes{};       ///< IPv6 /64s of its groups; empty: it serves IPv4 only
  std::optional<IpAddress> group_v6{};  ///< of the guide, service 8000:0000
  std::optional<IpAddress> group_v4{};  ///< the same
  std::string path{};                   ///< of the guide over HTTP, as `/guide.json`; empty: there is none
  std::optional<Family> http_family{};  ///< HTTP is served on this one only; none: on both
  std::uint64_t revision = 0;           ///< of the guide: another one means "fetch again"; 0: not told

  friend bool operator==(const Record&, const Record&) = default;
};

/// Reads a TXT record as it is on the wire: strings, each behind its length in an octet. Unknown keys are passed over,
/// the first of several counts (section 6.4), upper case is lower case. A known key with a value that is no such thing
/// spoils the whole record: bad_value, bad_address. Without `txtvers=1` it is of another version.
JOINCAST_EXPORT Result<Record, ParseError> parse_txt(ByteView octets);

/// The other direction; parse_txt() gives the same again. More prefixes than kMostPrefixes are left out.
JOINCAST_EXPORT Bytes encode_txt(const Record& record);

/// Whether it can be asked for over HTTP as it stands: `/...` of visible ASCII, and not a host's name (`//...`).
JOINCAST_EXPORT bool fit_path(std::string_view path) noexcept;

}  // namespace joincast::discovery
