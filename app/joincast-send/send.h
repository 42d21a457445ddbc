// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "app/joincast-send/options.h"

namespace joincast::app {

/// Sends until its source, the time or the user ends it, or lists devices; the exit code.
int run(SendOptions options, TimePoint began);

}  // namespace joincast::app
