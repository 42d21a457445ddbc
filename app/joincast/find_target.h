// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

#include "app/joincast/display.h"
#include "app/joincast/options.h"
#include "base/result.h"

namespace joincast::app {

/// The key in a file, none without one. The error is for people, and names the option and the file.
Result<std::optional<rtp::SrtpKey>, std::string> read_key(const std::string& file);

/// What to join, by the interfaces of this machine; else the exit code, the reason told on standard error.
Result<DisplayContext, int> find_target(const ServiceOptions& options, TimePoint began);

/// Tells on standard error that joining failed, and answers the exit code for it.
int cannot_join(const DisplayContext& context, const std::error_code& error);

/// How a session that did not play ends: exit code and a sentence for people.
struct Ending {
  int exit_code = 0;
  std::string reason;
};
Ending ending_of(const libreceiver::SrtpTrouble& trouble);
Ending ending_of(libreceiver::Phase phase, const DisplayContext& context, Duration waited);

}  // namespace joincast::app
