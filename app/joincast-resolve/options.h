// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <vector>

#include "app/cli/help_style.h"
#include "base/result.h"
#include "fetch/resolver.h"

namespace joincast::app {

/// `joincast resolve`.
struct ResolveOptions {
  fetch::ResolveRequest request;
  bool json = false;  ///< one object for all of it, for programs
};

/// `arguments`: without the word `resolve`.
Result<ResolveOptions, cli::Refusal> parse_resolve(std::vector<std::string> arguments);

}  // namespace joincast::app
