// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/export.h"
#include "base/result.h"

namespace joincast::headend {

inline bool is_file_url(std::string_view url) noexcept { return url.starts_with("file:"); }

/// The path of a `file:` URL of this machine (RFC 8089): `file:///music/a%20song.mp3`, also `file://localhost/...`.
/// The error says what was expected; a path that is not absolute is one.
JOINCAST_EXPORT Result<std::string, std::string> path_of_file_url(std::string_view url);

}  // namespace joincast::headend
