// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>

#include "base/export.h"
#include "directory/parser.h"

namespace joincast::directory {

/// Lets `read` give stations to its sink on a thread of its own, while `write` takes each, in order, on the calling
/// one: a long list is read and written at the same time. Returns when both have ended. At most some thousand
/// stations wait in between.
JOINCAST_EXPORT void pipe_stations(const std::function<void(const StationSink&)>& read, const StationSink& write);

}  // namespace joincast::directory
