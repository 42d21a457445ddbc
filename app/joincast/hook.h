// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <vector>

namespace joincast::app {

/// Starts a user's command by /bin/sh and does not wait for it. `environment`: `NAME=value`, added to ours; what
/// strangers said belongs there and never into the command. The child is reaped by itself: SIGCHLD must be ignored
/// (ignore_children()). False: it could not be started.
bool start_hook(const std::string& command, const std::vector<std::string>& environment);

void ignore_children();

}  // namespace joincast::app
