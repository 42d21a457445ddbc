// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string_view>

#include "base/export.h"
#include "fetch/candidate.h"

namespace joincast::fetch {

/// XSPF version 0 and 1, namespace prefixes or none; bitrate from Xiph's `<meta>`.
JOINCAST_EXPORT CandidateList read_xspf(std::string_view text, std::string_view base);

}  // namespace joincast::fetch
