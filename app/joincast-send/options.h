// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <vector>

#include "app/cli/help_style.h"
#include "base/result.h"
#include "headend/caster.h"

namespace joincast::app {

/// `joincast send`.
struct SendOptions {
  headend::CasterOptions cast;
  Duration duration{};        ///< zero: to the end of the files, or until interrupted
  bool json = false;          ///< one object a line, for programs
  bool list_devices = false;  ///< nothing is sent
};

/// `arguments`: without the word `send`.
Result<SendOptions, cli::Refusal> parse_send(std::vector<std::string> arguments);

}  // namespace joincast::app
