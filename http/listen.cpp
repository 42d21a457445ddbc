// SPDX-License-Identifier: LGPL-2.1-or-later
#include "http/listen.h"

#include <fmt/format.h>
#include <netinet/in.h>

#include <cerrno>
#include <cstring>
#include <span>

namespace joincast::http {
namespace {

constexpr int kBacklog = 32;

}  // namespace

Result<net::Descriptor, std::string> listen_on(const Endpoint& at) {
  const auto refuse = [&](const char* what) {
    return fail(fmt::format("{} {}: {}", what, to_string(at), std::strerror(errno)));
  };
  const int family = at.address.is_v4() ? AF_INET : AF_INET6;
  net::Descriptor socket{::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
  if (!socket) return refuse("no socket for");
  const int on = 1;
  ::setsockopt(socket.value(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_storage address{};
  socklen_t size = 0;
  const ByteView octets = at.address.octets();
  if (family == AF_INET) {
    auto& v4 = reinterpret_cast<sockaddr_in&>(address);
    v4.sin_family = AF_INET;
    v4.sin_port = htons(at.port);
    std::memcpy(&v4.sin_addr, octets.data(), 4);
    size = sizeof v4;
  } else {
    const int alone = at.address.is_unspecified() ? 0 : 1;
    ::setsockopt(socket.value(), IPPROTO_IPV6, IPV6_V6ONLY, &alone, sizeof alone);
    auto& v6 = reinterpret_cast<sockaddr_in6&>(address);
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(at.port);
    std::memcpy(&v6.sin6_addr, octets.data(), 16);
    size = sizeof v6;
  }
  if (::bind(socket.value(), reinterpret_cast<const sockaddr*>(&address), size) != 0) return refuse("cannot listen on");
  if (::listen(socket.value(), kBacklog) != 0) return refuse("cannot listen on");
  return socket;
}

Endpoint endpoint_of(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    return {IpAddress::v4(ntohl(v4.sin_addr.s_addr)), ntohs(v4.sin_port)};
  }
  if (address.sa_family != AF_INET6) return {};
  sockaddr_in6 v6{};
  std::memcpy(&v6, &address, sizeof v6);
  const std::span<const std::uint8_t, 16> octets(v6.sin6_addr.s6_addr);
  if (IN6_IS_ADDR_V4MAPPED(&v6.sin6_addr)) return {IpAddress::v4(octets.last<4>()), ntohs(v6.sin6_port)};
  return {IpAddress::v6(octets), ntohs(v6.sin6_port)};
}

std::uint16_t port_of(int socket) noexcept {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) return 0;
  return ntohs(address.ss_family == AF_INET ? reinterpret_cast<sockaddr_in&>(address).sin_port
                                            : reinterpret_cast<sockaddr_in6&>(address).sin6_port);
}

}  // namespace joincast::http
