// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/version.h"

namespace joincast {

const char* version() noexcept { return JOINCAST_VERSION; }

}  // namespace joincast
