// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

#include "base/export.h"
#include "headend/status_model.h"

namespace joincast::headend {

/// The version of the document that status_json() writes: it grows when a field changes its meaning or goes, not
/// when one is added.
inline constexpr int kStatusVersion = 1;

/// `/status.json` as docs/status.md has it: one line, no line end.
JOINCAST_EXPORT std::string status_json(const StatusSnapshot& snapshot);

}  // namespace joincast::headend
