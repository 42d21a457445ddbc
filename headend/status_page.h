// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/export.h"
#include "headend/status_model.h"

namespace joincast::headend {

/// The operator's page: HTML 5, complete without its script, which only fetches it anew and changes what differs. It
/// names two more resources, both of this server: `status.css` and `status.js`.
JOINCAST_EXPORT std::string status_page(const StatusSnapshot& snapshot);

JOINCAST_EXPORT std::string_view status_style() noexcept;   ///< status.css
JOINCAST_EXPORT std::string_view status_script() noexcept;  ///< status.js

}  // namespace joincast::headend
