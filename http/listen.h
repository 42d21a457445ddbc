// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <sys/socket.h>

#include <cstdint>
#include <string>

#include "base/address.h"
#include "base/result.h"
#include "net/descriptor.h"

// Private to the room.
namespace joincast::http {

/// A bound and listening socket; or why there is none. `::` means IPv4 too, any other address its own family alone.
Result<net::Descriptor, std::string> listen_on(const Endpoint& at);

/// What the system calls an endpoint; an IPv4 address in IPv6's clothes becomes IPv4 again.
Endpoint endpoint_of(const sockaddr& address);

std::uint16_t port_of(int socket) noexcept;

}  // namespace joincast::http
