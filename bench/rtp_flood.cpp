// SPDX-License-Identifier: LGPL-2.1-or-later
//
// usage: rtp_flood INTERFACE MBITS SECONDS [GROUP]
//
// Sends MPEG-TS over RTP, 1,328 octets a packet (12 + 7 x 188, payload type 33), evenly in bursts of half a
// millisecond, to one IPv6 group. Prints JSON at the end: the packets sent, its own processor time, in which over veth
// the way to the listener's socket is, and how long it took.
#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace {

constexpr std::size_t kPacketSize = 12 + 7 * 188;
constexpr std::int64_t kBurst = 500'000;  // ns
using Packet = std::array<std::uint8_t, kPacketSize>;

std::int64_t now() {
  timespec time{};
  clock_gettime(CLOCK_MONOTONIC, &time);
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

void sleep_until(std::int64_t moment) {
  const timespec time{moment / 1'000'000'000, moment % 1'000'000'000};
  clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, nullptr);
}

void stamp(Packet& packet, std::uint64_t sequence, std::int64_t elapsed) {
  const auto timestamp = static_cast<std::uint32_t>(elapsed / 100'000 * 9);  // 90 kHz
  packet[0] = 0x80;
  packet[1] = 33;
  packet[2] = static_cast<std::uint8_t>(sequence >> 8);
  packet[3] = static_cast<std::uint8_t>(sequence);
  for (unsigned i = 0; i < 4; ++i) packet[4 + i] = static_cast<std::uint8_t>(timestamp >> (24 - 8 * i));
  for (unsigned i = 0; i < 4; ++i) packet[8 + i] = static_cast<std::uint8_t>(0xc0 + i);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return 1;
  const unsigned interface = if_nametoindex(argv[1]);
  const double packets_per_ns = std::atof(argv[2]) * 1e6 / (8.0 * kPacketSize) / 1e9;
  const auto length = static_cast<std::int64_t>(std::atof(argv[3]) * 1e9);
  sockaddr_in6 to{};
  to.sin6_family = AF_INET6;
  to.sin6_port = htons(5004);
  to.sin6_scope_id = interface;
  inet_pton(AF_INET6, argc > 4 ? argv[4] : "ff3e:40:2001:db8:d0be:f00d:8000:1", &to.sin6_addr);
  const int fd = socket(AF_INET6, SOCK_DGRAM, 0);
  const int hops = 16;
  setsockopt(fd, IPPROTO_IPV6, IPV6_MULTICAST_HOPS, &hops, sizeof hops);
  const int index = static_cast<int>(interface);
  setsockopt(fd, IPPROTO_IPV6, IPV6_MULTICAST_IF, &index, sizeof index);

  constexpr unsigned kMost = 64;
  std::vector<Packet> packets(kMost);
  std::array<iovec, kMost> pieces{};
  std::array<mmsghdr, kMost> messages{};
  for (unsigned i = 0; i < kMost; ++i) {
    packets[i].fill(0xff);
    for (std::size_t at = 12; at < kPacketSize; at += 188) {
      packets[i][at] = 0x47;
      packets[i][at + 1] = 0x1f;
    }
    pieces[i] = {packets[i].data(), kPacketSize};
    messages[i].msg_hdr = {&to, sizeof to, &pieces[i], 1, nullptr, 0, 0};
  }
  const std::int64_t began = now();
  std::uint64_t sent = 0;
  for (std::int64_t due = began; due < began + length; due += kBurst) {
    sleep_until(due);
    const auto until = static_cast<std::uint64_t>(static_cast<double>(due + kBurst - began) * packets_per_ns);
    while (sent < until) {
      const auto count = static_cast<unsigned>(std::min<std::uint64_t>(until - sent, kMost));
      for (unsigned i = 0; i < count; ++i) stamp(packets[i], sent + i, due - began);
      const int done = sendmmsg(fd, messages.data(), count, 0);
      if (done <= 0) return 1;
      sent += static_cast<unsigned>(done);
    }
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  std::printf("{\"packets\": %llu, \"cpu_seconds\": %.3f, \"seconds\": %.3f}\n", static_cast<unsigned long long>(sent),
              seconds(usage.ru_utime) + seconds(usage.ru_stime), static_cast<double>(now() - began) / 1e9);
}
