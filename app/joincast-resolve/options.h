// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "fetch/resolver.h"

namespace joincast::app {

/// `joincast resolve`.
struct ResolveOptions {
  fetch::ResolveRequest request;
  bool json = false;  ///< one object for all of it, for programs
};

struct ResolveRefusal {
  int exit_code = 0;
  std::string text;  ///< for standard output if exit_code is zero, else for standard error
};

/// `arguments`: without the word `resolve`.
Result<ResolveOptions, ResolveRefusal> parse_resolve(std::vector<std::string> arguments);

}  // namespace joincast::app
