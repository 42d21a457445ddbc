// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "headend/core.h"
#include "headend/notice.h"

/// What programs read of `joincast send`, one object a line; docs/json.md lists the fields.
namespace joincast::app {

/// `since_began`: since the program did. `interface`: the name of the notice's.
std::string send_event_json(const headend::Notice& notice, std::string_view interface, Duration since_began);

/// Where it goes out, before anything else.
std::string sending_json(const headend::ServiceStatus& status, std::string_view interfaces, bool hears_members,
                         Duration since_began);

/// How it is. Members are null where they cannot be heard.
std::string send_statistics_json(const headend::ServiceStatus& status, bool hears_members, Duration since_began);

/// The last line.
std::string send_end_json(int exit_code, std::string_view reason, Duration since_began);

}  // namespace joincast::app
