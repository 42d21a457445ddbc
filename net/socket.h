// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>

#include <system_error>

#include "base/address.h"
#include "net/descriptor.h"

// Private to the room: small things that every socket here needs.
namespace joincast::net {

/// The errno of the call that just failed.
std::error_code last_error() noexcept;

/// A socket address and its length; `scope` is the interface index of link-local IPv6 addresses.
struct SocketAddress {
  sockaddr_storage storage{};
  socklen_t size = 0;

  const sockaddr* get() const noexcept { return reinterpret_cast<const sockaddr*>(&storage); }
};
SocketAddress to_socket_address(const Endpoint& endpoint, std::uint32_t scope = 0) noexcept;

/// The unspecified address of a family.
IpAddress any_address(Family family) noexcept;

/// Of AF_INET or AF_INET6; anything else is `::` port 0.
Endpoint to_endpoint(const sockaddr_storage& storage) noexcept;

/// What getsockname says; `::` port 0 if it fails.
Endpoint local_endpoint(int fd) noexcept;

template <typename T>
std::error_code set_option(int fd, int level, int name, const T& value) noexcept {
  return ::setsockopt(fd, level, name, &value, sizeof value) == 0 ? std::error_code{} : last_error();
}

/// SO_RCVBUF or SO_SNDBUF, beyond the system's limit where CAP_NET_ADMIN allows; zero leaves the default.
void set_buffer(int fd, int force_name, int name, std::size_t octets) noexcept;

/// What the system granted: it counts its own costs too and doubles what is asked for.
std::size_t buffer_size(int fd, int name) noexcept;

/// MCAST_JOIN_GROUP, MCAST_JOIN_SOURCE_GROUP and their opposites, always by interface index (RFC 3678).
std::error_code join_group(int fd, const Group& group, const IpAddress* source) noexcept;
std::error_code leave_group(int fd, const Group& group, const IpAddress* source) noexcept;

}  // namespace joincast::net
