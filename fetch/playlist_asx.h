// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string_view>

#include "base/export.h"
#include "fetch/candidate.h"

namespace joincast::fetch {

/// ASX as it is really written (tags in any case, bare `&`, either quotes or none, tags not closed), and its
/// `[Reference]` form. `mms:` is read as http, which the servers that are left speak.
JOINCAST_EXPORT CandidateList read_asx(std::string_view text, std::string_view base);

}  // namespace joincast::fetch
