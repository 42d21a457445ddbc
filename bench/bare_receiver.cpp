// SPDX-License-Identifier: LGPL-2.1-or-later
//
// bare_receiver INTERFACE GROUPS SECONDS FIRST PREFIX: joins so many groups (FIRST, the next number, ...) on the port
// of RTP and does nothing but recvmmsg: what a monitor cannot be cheaper than. Prints JSON.
#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

namespace {

constexpr std::size_t kBatch = 32;

int joined(const std::string& group, unsigned interface) {
  const int fd = ::socket(AF_INET6, SOCK_DGRAM | SOCK_NONBLOCK, 0);
  const int on = 1;
  ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_port = htons(5004);
  address.sin6_scope_id = interface;
  ::inet_pton(AF_INET6, group.c_str(), &address.sin6_addr);
  ipv6_mreq request{address.sin6_addr, interface};
  if (::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::setsockopt(fd, IPPROTO_IPV6, IPV6_JOIN_GROUP, &request, sizeof request) != 0) {
    std::perror(group.c_str());
    std::exit(1);
  }
  return fd;
}

double cpu_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) return std::fputs("usage: bare_receiver INTERFACE GROUPS SECONDS FIRST PREFIX\n", stderr), 2;
  const unsigned interface = ::if_nametoindex(argv[1]);
  const auto first = static_cast<std::uint32_t>(std::strtoul(argv[4], nullptr, 16));
  const int poll = ::epoll_create1(0);
  for (std::uint32_t i = 0; i < std::strtoul(argv[2], nullptr, 10); ++i) {
    std::array<char, 16> number{};
    std::snprintf(number.data(), number.size(), "%x:%x", (first + i) >> 16, (first + i) & 0xffff);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = joined(std::string("ff3e:40:") + argv[5] + ":" + number.data(), interface);
    ::epoll_ctl(poll, EPOLL_CTL_ADD, event.data.fd, &event);
  }
  static std::array<std::array<char, 2048>, kBatch> buffers;
  std::array<iovec, kBatch> pieces{};
  std::array<mmsghdr, kBatch> messages{};
  for (std::size_t i = 0; i < kBatch; ++i) {
    pieces[i] = {buffers[i].data(), buffers[i].size()};
    messages[i].msg_hdr.msg_iov = &pieces[i];
    messages[i].msg_hdr.msg_iovlen = 1;
  }
  using Clock = std::chrono::steady_clock;
  const auto end = Clock::now() + std::chrono::seconds(std::atoi(argv[3]));
  const double before = cpu_seconds();
  std::uint64_t packets = 0;
  std::array<epoll_event, 256> ready{};
  while (Clock::now() < end) {
    const int count = ::epoll_wait(poll, ready.data(), static_cast<int>(ready.size()), 100);
    for (int i = 0; i < count; ++i) {
      const int got =
          ::recvmmsg(ready[static_cast<std::size_t>(i)].data.fd, messages.data(), kBatch, MSG_DONTWAIT, nullptr);
      if (got > 0) packets += static_cast<std::uint64_t>(got);
    }
  }
  std::printf("{\"packets\": %llu, \"cpu_seconds\": %.3f}\n", static_cast<unsigned long long>(packets),
              cpu_seconds() - before);
}
