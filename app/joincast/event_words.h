// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>

#include "app/joincast/display.h"

namespace joincast::app {

/// One event as a line for people; none: not worth one. `after` is since the program began.
std::optional<std::string> in_words(const libreceiver::Event& event, const libreceiver::Snapshot& snapshot,
                                    const DisplayContext& context);

}  // namespace joincast::app
