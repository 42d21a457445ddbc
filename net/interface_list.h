// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <system_error>
#include <vector>

#include "base/time.h"
#include "net/interfaces.h"
#include "net/netlink.h"

// Private to the room.
namespace joincast::net {

/// list_interfaces() over a socket that is there already. EINTR: it changed without a pause for a second.
Result<std::vector<Interface>, std::error_code> list_interfaces(Netlink& netlink);

}  // namespace joincast::net
