// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string_view>

namespace joincast::app {

/// Whether a session description tells of media that flow: what it says of formats then holds.
bool plays(std::string_view description);

}  // namespace joincast::app
