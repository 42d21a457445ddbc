// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <vector>

#include "app/cli/help_style.h"
#include "base/result.h"
#include "ui/bridge/network_choice.h"

namespace joincast::app {

struct BrowserOptions {
  ui::NetworkChoice network;      ///< for this run; what is empty is as it was chosen before
  std::vector<std::string> open;  ///< services, session descriptions or playlists, the first is played
  bool separate = false;          ///< beside one that runs already
  std::string sink = "sdl";       ///< `sdl`, `null`, or a file of type .wav
};

/// The arguments without the program's name and without those that Qt takes.
Result<BrowserOptions, cli::Refusal> parse_browser(std::vector<std::string> arguments);

}  // namespace joincast::app
