// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/socket.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>

namespace joincast::net {
namespace {

std::error_code change_membership(int fd, const Group& group, const IpAddress* source, int plain, int listed) noexcept {
  const int level = group.address.is_v4() ? IPPROTO_IP : IPPROTO_IPV6;
  const SocketAddress group_address = to_socket_address({group.address, 0});
  if (!source) {
    group_req request{};
    request.gr_interface = group.interface;
    request.gr_group = group_address.storage;
    return set_option(fd, level, plain, request);
  }
  group_source_req request{};
  request.gsr_interface = group.interface;
  request.gsr_group = group_address.storage;
  request.gsr_source = to_socket_address({*source, 0}).storage;
  return set_option(fd, level, listed, request);
}

}  // namespace

std::error_code last_error() noexcept { return {errno, std::system_category()}; }

SocketAddress to_socket_address(const Endpoint& endpoint, std::uint32_t scope) noexcept {
  SocketAddress result;
  const ByteView octets = endpoint.address.octets();
  if (endpoint.address.is_v4()) {
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    v4.sin_port = htons(endpoint.port);
    std::copy(octets.begin(), octets.end(), reinterpret_cast<std::uint8_t*>(&v4.sin_addr));
    std::memcpy(&result.storage, &v4, sizeof v4);
    result.size = sizeof v4;
  } else {
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(endpoint.port);
    v6.sin6_scope_id = scope;
    std::copy(octets.begin(), octets.end(), v6.sin6_addr.s6_addr);
    std::memcpy(&result.storage, &v6, sizeof v6);
    result.size = sizeof v6;
  }
  return result;
}

IpAddress any_address(Family family) noexcept { return family == Family::ipv4 ? IpAddress::v4(0) : IpAddress{}; }

Endpoint to_endpoint(const sockaddr_storage& storage) noexcept {
  if (storage.ss_family == AF_INET) {
    sockaddr_in v4;
    std::memcpy(&v4, &storage, sizeof v4);
    return {IpAddress::v4(ntohl(v4.sin_addr.s_addr)), ntohs(v4.sin_port)};
  }
  if (storage.ss_family != AF_INET6) return {};
  sockaddr_in6 v6;
  std::memcpy(&v6, &storage, sizeof v6);
  return {IpAddress::v6(v6.sin6_addr.s6_addr), ntohs(v6.sin6_port)};
}

Endpoint local_endpoint(int fd) noexcept {
  sockaddr_storage local{};
  socklen_t size = sizeof local;
  if (::getsockname(fd, reinterpret_cast<sockaddr*>(&local), &size) != 0) return {};
  return to_endpoint(local);
}

void set_buffer(int fd, int force_name, int name, std::size_t octets) noexcept {
  if (octets == 0) return;
  const int size = static_cast<int>(std::min<std::size_t>(octets, INT_MAX / 2));
  if (set_option(fd, SOL_SOCKET, force_name, size)) (void)set_option(fd, SOL_SOCKET, name, size);
}

std::size_t buffer_size(int fd, int name) noexcept {
  int size = 0;
  socklen_t length = sizeof size;
  return ::getsockopt(fd, SOL_SOCKET, name, &size, &length) == 0 && size > 0 ? static_cast<std::size_t>(size) : 0;
}

std::error_code join_group(int fd, const Group& group, const IpAddress* source) noexcept {
  return change_membership(fd, group, source, MCAST_JOIN_GROUP, MCAST_JOIN_SOURCE_GROUP);
}

std::error_code leave_group(int fd, const Group& group, const IpAddress* source) noexcept {
  return change_membership(fd, group, source, MCAST_LEAVE_GROUP, MCAST_LEAVE_SOURCE_GROUP);
}

}  // namespace joincast::net
