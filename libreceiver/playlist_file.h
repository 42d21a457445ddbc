// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/export.h"
#include "base/result.h"
#include "libreceiver/service_reference.h"

namespace joincast::libreceiver {

inline constexpr std::size_t kMostPlaylistEntries = 10'000;  ///< of any kind; further ones count as others
inline constexpr std::size_t kLongestPlaylist = 4u << 20;    ///< octets; longer ones are read so far

/// A service that a playlist names.
struct PlaylistEntry {
  ServiceReference reference;
  std::string name;  ///< UTF-8 without controls; empty: the list gives none

  friend bool operator==(const PlaylistEntry&, const PlaylistEntry&) = default;
};

struct Playlist {
  std::vector<PlaylistEntry> entries;
  std::size_t others = 0;  ///< entries that are no multicast services of RTP
};

/// M3U, extended or not, or PLS, told apart by content; text that is not UTF-8 is windows-1252. The error is for
/// people: it is neither.
JOINCAST_EXPORT Result<Playlist, std::string> read_playlist(std::string_view text);

}  // namespace joincast::libreceiver
