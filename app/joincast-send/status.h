// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <vector>

#include "headend/core.h"

namespace joincast::app {

/// The live block of `joincast send`, no line wider than `width` columns. `running`: how long the program has been.
std::vector<std::string> send_status(const headend::ServiceStatus& status, bool hears_members, Duration running,
                                     std::size_t width, bool colour);

/// What was sent since it was last begun, in one line.
std::string send_summary(const headend::ServiceStatus& status, Duration running);

}  // namespace joincast::app
