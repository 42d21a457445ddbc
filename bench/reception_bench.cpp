// SPDX-License-Identifier: LGPL-2.1-or-later
//
// usage: reception_bench INTERFACE [PACKETS_PER_SECOND [SECONDS]]
//
// What the library's reception costs a packet, beside a bare recvmmsg loop over the same traffic: 1,328-octet
// RTP to one IPv6 group on INTERFACE (a veth), sent by a thread of this program whose time is not counted.
// Rounds alternate: bare, library, bare, library. Both receivers sleep in epoll and read at most 64 packets a
// call. Prints microseconds of the receiving thread a packet and their ratio.
#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

#include "net/event_loop.h"
#include "net/multicast_receiver.h"
#include "rtp/receiver.h"

namespace {

using namespace joincast;

constexpr std::size_t kPacketSize = 1328;
constexpr unsigned kBatch = 64;
constexpr int kReceiveBuffer = 4 << 20;  // octets
constexpr std::uint16_t kPort = 5004;
constexpr int kRounds = 3;

struct Figures {
  std::uint64_t packets = 0;
  double microseconds = 0;  // of the receiving thread, in all
  std::uint64_t lost = 0;
};

double thread_microseconds() {
  rusage usage{};
  getrusage(RUSAGE_THREAD, &usage);
  const auto micro = [](const timeval& time) {
    return 1e6 * static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec);
  };
  return micro(usage.ru_utime) + micro(usage.ru_stime);
}

sockaddr_in6 group_address(unsigned interface) {
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_port = htons(kPort);
  inet_pton(AF_INET6, "ff3e:40:2001:db8:d0be:f00d:8000:1", &address.sin6_addr);
  address.sin6_scope_id = interface;
  return address;
}

/// RTP at a constant rate, in bursts of a millisecond, until told to stop.
class Sender {
 public:
  Sender(unsigned interface, unsigned packets_per_second)
      : burst_(packets_per_second / 1000), to_(group_address(interface)), fd_(socket(AF_INET6, SOCK_DGRAM, 0)) {
    const int index = static_cast<int>(interface);
    setsockopt(fd_, IPPROTO_IPV6, IPV6_MULTICAST_IF, &index, sizeof index);
    thread_ = std::thread([this] { run(); });
  }
  ~Sender() {
    stop_ = true;
    thread_.join();
    close(fd_);
  }

 private:
  void run() {
    std::vector<std::vector<std::uint8_t>> packets(burst_, std::vector<std::uint8_t>(kPacketSize, 0x47));
    std::vector<iovec> pieces(burst_);
    std::vector<mmsghdr> messages(burst_);
    for (unsigned i = 0; i < burst_; ++i) {
      pieces[i] = {packets[i].data(), kPacketSize};
      messages[i].msg_hdr.msg_name = &to_;
      messages[i].msg_hdr.msg_namelen = sizeof to_;
      messages[i].msg_hdr.msg_iov = &pieces[i];
      messages[i].msg_hdr.msg_iovlen = 1;
    }
    std::uint32_t sequence = 0;
    for (auto due = std::chrono::steady_clock::now(); !stop_; due += std::chrono::milliseconds(1)) {
      std::this_thread::sleep_until(due);
      for (auto& packet : packets) stamp(packet, sequence++);
      for (unsigned at = 0; at < burst_;) {
        const int count = sendmmsg(fd_, &messages[at], burst_ - at, 0);
        if (count <= 0) break;
        at += static_cast<unsigned>(count);
      }
    }
  }

  static void stamp(std::vector<std::uint8_t>& packet, std::uint32_t sequence) {
    const std::uint32_t timestamp = sequence;
    packet[0] = 0x80;
    packet[1] = 33;
    packet[2] = static_cast<std::uint8_t>(sequence >> 8);
    packet[3] = static_cast<std::uint8_t>(sequence);
    for (unsigned i = 0; i < 4; ++i) packet[4 + i] = static_cast<std::uint8_t>(timestamp >> (24 - 8 * i));
    for (unsigned i = 0; i < 4; ++i) packet[8 + i] = static_cast<std::uint8_t>(0xc0 + i);
  }

  unsigned burst_;
  sockaddr_in6 to_;
  int fd_;
  std::atomic<bool> stop_ = false;
  std::thread thread_;
};

Figures bare(unsigned interface, std::chrono::seconds time) {
  const int fd = socket(AF_INET6, SOCK_DGRAM | SOCK_NONBLOCK, 0);
  const int on = 1;
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &kReceiveBuffer, sizeof kReceiveBuffer);
  const sockaddr_in6 address = group_address(interface);
  (void)!bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  ipv6_mreq membership{};
  membership.ipv6mr_multiaddr = address.sin6_addr;
  membership.ipv6mr_interface = interface;
  setsockopt(fd, IPPROTO_IPV6, IPV6_JOIN_GROUP, &membership, sizeof membership);

  std::vector<std::vector<std::uint8_t>> buffers(kBatch, std::vector<std::uint8_t>(2048));
  std::vector<iovec> pieces(kBatch);
  std::vector<mmsghdr> messages(kBatch);
  for (unsigned i = 0; i < kBatch; ++i) {
    pieces[i] = {buffers[i].data(), buffers[i].size()};
    messages[i].msg_hdr.msg_iov = &pieces[i];
    messages[i].msg_hdr.msg_iovlen = 1;
  }
  const int poll = epoll_create1(0);
  epoll_event event{};
  event.events = EPOLLIN;
  epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event);

  Figures figures;
  const double before = thread_microseconds();
  const auto end = std::chrono::steady_clock::now() + time;
  while (std::chrono::steady_clock::now() < end) {
    epoll_wait(poll, &event, 1, 100);
    for (int count; (count = recvmmsg(fd, messages.data(), kBatch, 0, nullptr)) > 0;)
      figures.packets += static_cast<std::uint64_t>(count);
  }
  figures.microseconds = thread_microseconds() - before;
  close(poll);
  close(fd);
  return figures;
}

Figures library(unsigned interface, std::chrono::seconds time) {
  net::EventLoop loop;
  rtp::Receiver receiver;
  receiver.set_clock_rate(33, 90'000);
  Figures figures;
  const sockaddr_in6 address = group_address(interface);
  net::ReceiverOptions options;
  options.group = {IpAddress::v6(std::span<const std::uint8_t, 16>(address.sin6_addr.s6_addr)), interface};
  options.port = kPort;
  options.receive_buffer = kReceiveBuffer;
  auto socket = net::MulticastReceiver::open(loop, options, [&](std::span<const net::Datagram> batch) {
    for (const net::Datagram& datagram : batch) {
      receiver.handle_datagram(datagram.octets, datagram.from.address, datagram.arrived);
      while (const auto received = receiver.poll_output()) ++figures.packets;
    }
  });
  if (!socket) {
    std::fprintf(stderr, "reception_bench: %s\n", socket.error().message().c_str());
    std::exit(1);
  }
  const double before = thread_microseconds();
  loop.run_until(std::chrono::steady_clock::now() + time);
  figures.microseconds = thread_microseconds() - before;
  figures.lost = receiver.buffer().counters().lost + socket->counters().drops;
  return figures;
}

double per_packet(const Figures& figures) {
  return figures.packets ? figures.microseconds / static_cast<double>(figures.packets) : 0.0;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
  const unsigned interface = argc > 1 ? if_nametoindex(argv[1]) : 0;
  if (interface == 0) {
    std::fputs("usage: reception_bench INTERFACE [PACKETS_PER_SECOND [SECONDS]]\n", stderr);
    return 2;
  }
  const unsigned rate = argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : 94'000;
  const std::chrono::seconds time(argc > 3 ? std::atoi(argv[3]) : 3);
  Sender sender(interface, rate);
  std::vector<double> bare_cost, library_cost;
  std::uint64_t packets = 0, lost = 0;
  for (int round = 0; round < kRounds; ++round) {
    bare_cost.push_back(per_packet(bare(interface, time)));
    const Figures figures = library(interface, time);
    library_cost.push_back(per_packet(figures));
    packets += figures.packets;
    lost += figures.lost;
  }
  std::printf("{\"packets\": %llu, \"lost\": %llu, \"bare_us\": %.2f, \"library_us\": %.2f, \"ratio\": %.2f}\n",
              static_cast<unsigned long long>(packets), static_cast<unsigned long long>(lost), median(bare_cost),
              median(library_cost), median(library_cost) / median(bare_cost));
  return 0;
}
