// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string_view>
#include <vector>

#include "headend/config.h"
#include "headend/config_table.h"

// Private to the room.
namespace joincast::headend {

/// Reads `[directories]` and the tables in it.
void read_directories(const toml::table& table, std::string_view file, Config& config,
                      std::vector<ConfigError>& errors);

}  // namespace joincast::headend
