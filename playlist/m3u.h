// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/export.h"

namespace joincast::playlist {

/// One address of an M3U playlist with the lines in front of it. Texts are UTF-8 without controls, at most 1,024
/// octets.
struct JOINCAST_EXPORT M3uEntry {
  std::string location;  ///< as it stands: perhaps relative, any scheme
  std::string title;     ///< behind the comma of `#EXTINF`
  /// `tvg-id="x"` and the like of `#EXTINF`, names in lower case, in their order; at most 32.
  std::vector<std::pair<std::string, std::string>> attributes;
  std::string group;  ///< `group-title`, else `#EXTGRP:`

  /// The first of that name (lower case); nothing when it is not there. Dies with the entry.
  std::optional<std::string_view> attribute(std::string_view name) const noexcept;
  /// `radio="true"`, as PVR players write it.
  bool is_radio() const noexcept;

  friend bool operator==(const M3uEntry&, const M3uEntry&) = default;
};

struct M3u {
  std::string title;  ///< `#PLAYLIST:`
  /// `url-tvg="x"` and the like of `#EXTM3U`.
  std::vector<std::pair<std::string, std::string>> attributes;
  std::vector<M3uEntry> entries;
  std::size_t left_out = 0;  ///< beyond `most`

  friend bool operator==(const M3u&, const M3u&) = default;
};

/// Plain and extended, UTF-8 (with or without its mark) or else windows-1252, any line ends. Total: comments and
/// directives that are not known are passed over.
JOINCAST_EXPORT M3u parse_m3u(std::string_view text, std::size_t most);

}  // namespace joincast::playlist
