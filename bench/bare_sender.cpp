// SPDX-License-Identifier: LGPL-2.1-or-later
//
// usage: bare_sender INTERFACE SERVICES SECONDS [FIRST]
//
// The least that sending can cost: a loop that sends 384-octet packets 41.67 times a second to each of
// SERVICES IPv6 groups from that of service FIRST (hexadecimal, as 80001000), all that fall due in 2 ms in one
// sendmmsg, and does nothing else. Prints the processor seconds a stream-minute: the row beside the headend's in
// docs/performance.md.
#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

namespace {

constexpr std::size_t kPacketSize = 12 + 4 + 384;        // RTP header, MPA header, one frame of 128 kb/s
constexpr std::int64_t kPacketInterval = 24'000'000;     // ns: a frame of 48 kHz MP3
constexpr std::int64_t kTick = 2'000'000;                // ns
constexpr std::size_t kSlots = kPacketInterval / kTick;  // services are spread over the ticks of a frame
constexpr std::size_t kBatch = 256;

double processor_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fputs("usage: bare_sender INTERFACE SERVICES SECONDS [FIRST]\n", stderr);
    return 2;
  }
  const int interface = static_cast<int>(if_nametoindex(argv[1]));
  const auto services = static_cast<std::size_t>(std::atoi(argv[2]));
  const int seconds = std::atoi(argv[3]);
  const auto first = static_cast<std::uint32_t>(std::strtoul(argc > 4 ? argv[4] : "80000000", nullptr, 16));
  const int fd = socket(AF_INET6, SOCK_DGRAM, 0);
  setsockopt(fd, IPPROTO_IPV6, IPV6_MULTICAST_IF, &interface, sizeof interface);

  std::vector<sockaddr_in6> groups(services);
  for (std::size_t i = 0; i < services; ++i) {
    groups[i].sin6_family = AF_INET6;
    groups[i].sin6_port = htons(5004);
    inet_pton(AF_INET6, "ff3e:40:2001:db8:d0be:f00d:8000:0", &groups[i].sin6_addr);
    const std::uint32_t number = htonl(first + static_cast<std::uint32_t>(i));
    std::memcpy(&groups[i].sin6_addr.s6_addr[12], &number, sizeof number);
    groups[i].sin6_scope_id = static_cast<std::uint32_t>(interface);
  }
  std::vector<std::uint8_t> packet(kPacketSize, 0x55);
  std::vector<iovec> pieces(services, iovec{packet.data(), packet.size()});
  std::vector<mmsghdr> messages(services);
  for (std::size_t i = 0; i < services; ++i) {
    messages[i].msg_hdr.msg_name = &groups[i];
    messages[i].msg_hdr.msg_namelen = sizeof groups[i];
    messages[i].msg_hdr.msg_iov = &pieces[i];
    messages[i].msg_hdr.msg_iovlen = 1;
  }

  timespec wake{};
  clock_gettime(CLOCK_MONOTONIC, &wake);
  const double before = processor_seconds();
  const std::int64_t ticks = seconds * (1'000'000'000 / kTick);
  std::uint64_t sent = 0;
  for (std::int64_t tick = 0; tick < ticks; ++tick) {
    const std::size_t slot = static_cast<std::size_t>(tick) % kSlots;
    const std::size_t end = services * (slot + 1) / kSlots;
    for (std::size_t at = services * slot / kSlots; at < end;) {
      const int count = sendmmsg(fd, &messages[at], static_cast<unsigned>(std::min(end - at, kBatch)), 0);
      if (count <= 0) {
        std::perror("bare_sender: sendmmsg");
        return 1;
      }
      at += static_cast<std::size_t>(count);
      sent += static_cast<std::uint64_t>(count);
    }
    wake.tv_nsec += kTick;
    if (wake.tv_nsec >= 1'000'000'000) {
      wake.tv_nsec -= 1'000'000'000;
      ++wake.tv_sec;
    }
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &wake, nullptr);
  }
  const double used = processor_seconds() - before;
  std::printf("{\"services\": %zu, \"packets\": %llu, \"cpu_seconds_per_stream_minute\": %.5f}\n", services,
              static_cast<unsigned long long>(sent), used * 60 / (static_cast<double>(services) * seconds));
  return 0;
}
