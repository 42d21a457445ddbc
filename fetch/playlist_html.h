// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string_view>

#include "base/export.h"
#include "fetch/candidate.h"

namespace joincast::fetch {

/// What a web page says of sound: `<audio>`, `<source>`, `og:audio`, addresses in scripts, links to playlists and
/// media, meta refresh, frames and players, then links whose words promise a stream. Scripts are read as text, never
/// run.
JOINCAST_EXPORT CandidateList read_page(std::string_view text, std::string_view base);

}  // namespace joincast::fetch
