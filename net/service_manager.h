// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string_view>

#include "base/export.h"

namespace joincast::net {

/// Tells the service manager a state such as `READY=1`, by the datagram of sd_notify(3): to the socket that
/// NOTIFY_SOCKET names, a path or an abstract name behind `@`. True if it was sent; without a manager nothing happens.
JOINCAST_EXPORT bool notify_service_manager(std::string_view state) noexcept;

}  // namespace joincast::net
