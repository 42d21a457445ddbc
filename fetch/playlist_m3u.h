// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string_view>

#include "base/export.h"
#include "fetch/candidate.h"
#include "playlist/m3u.h"

namespace joincast::fetch {

/// Radio entries in front of others where any entry says that it is radio.
JOINCAST_EXPORT CandidateList candidates_of(const playlist::M3u& list, std::string_view base);

}  // namespace joincast::fetch
