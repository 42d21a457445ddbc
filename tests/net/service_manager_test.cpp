// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/service_manager.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdlib>

#include "net/descriptor.h"

namespace joincast::net {
namespace {

TEST(ServiceManager, IsToldOverAnAbstractSocket) {
  const std::string name = "@joincast-test-" + std::to_string(::getpid());
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  name.copy(address.sun_path, name.size());
  address.sun_path[0] = '\0';
  const net::Descriptor socket{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
  ASSERT_EQ(::bind(socket.value(), reinterpret_cast<const sockaddr*>(&address), size), 0);
  ::setenv("NOTIFY_SOCKET", name.c_str(), 1);
  EXPECT_TRUE(notify_service_manager("READY=1"));
  std::array<char, 32> octets{};
  const auto count = ::recv(socket.value(), octets.data(), octets.size(), MSG_DONTWAIT);
  EXPECT_EQ(std::string(octets.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0))), "READY=1");
  ::unsetenv("NOTIFY_SOCKET");
}

TEST(ServiceManager, IsNotMissedWhereThereIsNone) {
  ::unsetenv("NOTIFY_SOCKET");
  EXPECT_FALSE(notify_service_manager("READY=1"));
  ::setenv("NOTIFY_SOCKET", std::string(200, 'x').c_str(), 1);
  EXPECT_FALSE(notify_service_manager("READY=1"));
  ::unsetenv("NOTIFY_SOCKET");
}

}  // namespace
}  // namespace joincast::net
