// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/export.h"
#include "fetch/candidate.h"

namespace joincast::fetch {

/// One `<outline>` of an OPML document. Texts are UTF-8 without controls, at most 1,024 octets.
struct OpmlOutline {
  unsigned depth = 0;  ///< zero: directly in `<body>`; a child follows its parent
  /// All of it as it stands but for names in lower case: `type`, `text`, `url`, `bitrate`, `guide_id`, ...; at most 64.
  std::vector<std::pair<std::string, std::string>> attributes;

  /// The value of the first of that name (lower case); empty when it is not there. Dies with the outline.
  JOINCAST_EXPORT std::string_view attribute(std::string_view name) const noexcept;

  friend bool operator==(const OpmlOutline&, const OpmlOutline&) = default;
};

struct Opml {
  std::string title;
  std::string status;                 ///< RadioTime's: `200`; empty: not said
  std::string fault;                  ///< RadioTime's words when there is nothing: `Invalid root category`
  std::vector<OpmlOutline> outlines;  ///< in document order
  std::size_t left_out = 0;           ///< beyond `most`, or nested deeper than 16

  friend bool operator==(const Opml&, const Opml&) = default;
};

/// Nothing when it is no OPML at all; a document that is cut off gives what was there. At most kMaxOpmlOctets are read.
JOINCAST_EXPORT std::optional<Opml> parse_opml(std::string_view text, std::size_t most = kMaxEntries);
inline constexpr std::size_t kMaxOpmlOctets = std::size_t{16} << 20;

/// Outlines of type audio by their reliability, then links that are no audio.
JOINCAST_EXPORT CandidateList candidates_of(const Opml& document, std::string_view base);

}  // namespace joincast::fetch
