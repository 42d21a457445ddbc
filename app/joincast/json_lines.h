// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <span>
#include <string>

#include "app/joincast/display.h"
#include "net/interfaces.h"

/// What programs read, one object a line; docs/json.md lists the fields.
namespace joincast::app {

std::string to_json(const libreceiver::Event& event, const libreceiver::Snapshot& snapshot,
                    const DisplayContext& context);
std::string to_json(const libreceiver::Snapshot& snapshot, Duration since_began);
std::string end_to_json(int exit_code, const std::string& reason, Duration since_began);

/// One object with a list `interfaces` and what the system would choose by itself.
std::string to_json(std::span<const net::Interface> interfaces);

}  // namespace joincast::app
