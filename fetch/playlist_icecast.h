// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/export.h"
#include "fetch/candidate.h"

namespace joincast::fetch {

/// One source of an icecast server. Texts are UTF-8 without controls, at most 1,024 octets; empty: not said.
struct IcecastSource {
  std::string listen_url;
  std::string name;         ///< server_name
  std::string description;  ///< server_description
  std::string genre;
  std::string type;      ///< server_type: `audio/mpeg`
  std::string subtype;   ///< `Opus`, `Vorbis`
  std::string homepage;  ///< server_url
  std::string title;     ///< what plays, with its artist in front where that stands apart
  std::uint32_t kbps = 0;
  std::uint32_t listeners = 0;

  friend bool operator==(const IcecastSource&, const IcecastSource&) = default;
};

/// An icecast server's own list, `status-json.xsl`.
struct IcecastList {
  std::string server;  ///< server_id
  std::vector<IcecastSource> sources;
  std::size_t left_out = 0;  ///< beyond `most`

  friend bool operator==(const IcecastList&, const IcecastList&) = default;
};

/// Nothing when it is no such list; one that is cut off gives what was there. No document tree is built.
JOINCAST_EXPORT std::optional<IcecastList> parse_icecast_list(std::string_view text, std::size_t most = kMaxEntries);

JOINCAST_EXPORT CandidateList candidates_of(const IcecastList& list, std::string_view base);

}  // namespace joincast::fetch
