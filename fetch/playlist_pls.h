// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string_view>

#include "base/export.h"
#include "fetch/candidate.h"

namespace joincast::fetch {

/// `File1=`, `Title1=` in any case and order, blanks around them, gaps in the numbers; NumberOfEntries is not believed.
JOINCAST_EXPORT CandidateList read_pls(std::string_view text, std::string_view base);

}  // namespace joincast::fetch
