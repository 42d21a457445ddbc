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

/// `a=source-filter: incl IN IP6 ff3e::8000:1 2001:db8::1` (RFC 4570): from whom media are wanted.
struct SourceFilter {
  enum class Mode : std::uint8_t { include, exclude };

  Mode mode = Mode::include;
  std::string network = "IN";        ///< or `*`
  std::string type = "IP6";          ///< `IP4`, `IP6`, or `*` for names that may be either
  std::string destination;           ///< an address or name, or `*`: every one
  std::vector<std::string> sources;  ///< addresses or names; at least one

  friend bool operator==(const SourceFilter&, const SourceFilter&) = default;
};

JOINCAST_EXPORT std::optional<SourceFilter> parse_source_filter(std::string_view value);
JOINCAST_EXPORT std::string to_text(const SourceFilter& filter);

/// Every well-formed source filter of a list, in order.
JOINCAST_EXPORT std::vector<SourceFilter> source_filters(const std::vector<Attribute>& attributes);
JOINCAST_EXPORT void add_source_filter(std::vector<Attribute>& attributes, const SourceFilter& filter);

/// The usual one: `destination` from one source.
JOINCAST_EXPORT SourceFilter only_from(const IpAddress& source, const IpAddress& destination);

/// The filters that hold for a medium: its own, else the session's (RFC 4570 section 3.1).
JOINCAST_EXPORT std::vector<SourceFilter> source_filters(const Session& session, const Media& media);

/// The numeric sources listed for `destination` in including filters: whom to name in a source-specific join.
JOINCAST_EXPORT std::vector<IpAddress> included_sources(const Session& session, const Media& media,
                                                        const IpAddress& destination);

/// Whether media to `destination` may come from `source`. Without a filter for that destination: yes. Names
/// are never looked up, so a filter of names alone admits nobody.
JOINCAST_EXPORT bool admits(const Session& session, const Media& media, const IpAddress& destination,
                            const IpAddress& source);

}  // namespace joincast::sdp
