// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

#include "base/result.h"

namespace joincast {

/// Loads `file` from beside the library (the run path) on the first call and answers its entry point
/// `symbol`; later calls are cheap. The module stays loaded. Any thread.
Result<void*, std::string> load_module(const char* file, const char* symbol);

}  // namespace joincast
