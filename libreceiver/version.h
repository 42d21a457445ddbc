// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "base/export.h"

namespace joincast {

/// Of the library that runs, such as `0.1.0`.
JOINCAST_EXPORT const char* version() noexcept;

}  // namespace joincast
