// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "app/joincast-send/options.h"

namespace joincast::app {

/// Sends until the file, the time or the user ends it; the exit code.
int run(const SendOptions& options, TimePoint began);

}  // namespace joincast::app
