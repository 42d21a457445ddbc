// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/export.h"
#include "headend/config.h"

namespace joincast::headend {

/// What to warn of if the `user` of a good configuration does not exist on this machine: only starting as root needs
/// it, and the file may be meant for another machine. `text` and `file` as for parse_config().
JOINCAST_EXPORT std::optional<ConfigError> missing_user(std::string_view text, std::string_view file,
                                                        const std::function<bool(const std::string&)>& exists);

}  // namespace joincast::headend
