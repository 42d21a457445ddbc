// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/lab/relay.h"

#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <map>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace joincast::lab {
namespace {

constexpr std::size_t kLargestFrame = 9216;

net::Descriptor open_port(std::uint32_t interface) {
  net::Descriptor fd{::socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
  sockaddr_ll local{};
  local.sll_family = AF_PACKET;
  local.sll_protocol = htons(ETH_P_ALL);
  local.sll_ifindex = static_cast<int>(interface);
  packet_mreq promiscuous{};
  promiscuous.mr_ifindex = static_cast<int>(interface);
  promiscuous.mr_type = PACKET_MR_PROMISC;
  const int on = 1;
  const int buffer = 8 << 20;
  ::setsockopt(fd.value(), SOL_PACKET, PACKET_IGNORE_OUTGOING, &on, sizeof on);
  ::setsockopt(fd.value(), SOL_PACKET, PACKET_ADD_MEMBERSHIP, &promiscuous, sizeof promiscuous);
  ::setsockopt(fd.value(), SOL_SOCKET, SO_RCVBUFFORCE, &buffer, sizeof buffer);
  ::setsockopt(fd.value(), SOL_SOCKET, SO_SNDBUFFORCE, &buffer, sizeof buffer);
  if (::bind(fd.value(), reinterpret_cast<const sockaddr*>(&local), sizeof local) != 0)
    throw std::system_error(errno, std::system_category(), "relay");
  return fd;
}

}  // namespace

struct Relay::Impl {
  struct Way {
    int from = -1;
    int to = -1;
    ImpairmentModel model;
    std::vector<Passage> passages;
  };
  struct Waiting {
    int to;
    Bytes frame;
  };

  Impl(const Impairment& to_host, const Impairment& from_host)
      : ways{Way{-1, -1, ImpairmentModel{to_host}, {}}, Way{-1, -1, ImpairmentModel{from_host}, {}}} {}

  void serve();
  void read(Way& way);
  void pass(Way& way, ByteView frame, TimePoint now);
  void release(TimePoint now);

  net::Descriptor switch_port;
  net::Descriptor host_port;
  net::Descriptor stop;
  std::array<Way, 2> ways;
  mutable std::mutex mutex;  ///< of the models and their records
  std::multimap<TimePoint, Waiting> waiting;
  std::thread thread;
};

void Relay::Impl::pass(Way& way, ByteView frame, TimePoint now) {
  auto passage = read_passage(frame);
  const std::lock_guard lock(mutex);
  const std::uint16_t port = way.model.impairment().port;
  if (!passage || (port != 0 && passage->port != port)) {
    (void)::send(way.to, frame.data(), frame.size(), 0);
    return;
  }
  passage->verdict = way.model.next();
  passage->at = now;
  way.passages.push_back(*passage);
  if (passage->verdict.lost) return;
  const TimePoint at = way.model.departure(passage->verdict, now);
  for (int copies = passage->verdict.duplicated ? 2 : 1; copies > 0; --copies)
    waiting.emplace(at, Waiting{way.to, {frame.begin(), frame.end()}});
}

void Relay::Impl::read(Way& way) {
  std::array<std::uint8_t, kLargestFrame> buffer;
  for (;;) {
    const auto size = ::recv(way.from, buffer.data(), buffer.size(), 0);
    if (size <= 0) return;
    pass(way, {buffer.data(), static_cast<std::size_t>(size)}, std::chrono::steady_clock::now());
  }
}

void Relay::Impl::release(TimePoint now) {
  while (!waiting.empty() && waiting.begin()->first <= now) {
    const Waiting& next = waiting.begin()->second;
    (void)::send(next.to, next.frame.data(), next.frame.size(), 0);
    waiting.erase(waiting.begin());
  }
}

void Relay::Impl::serve() {
  std::array<pollfd, 3> polled = {{{stop.value(), POLLIN, 0}, {ways[0].from, POLLIN, 0}, {ways[1].from, POLLIN, 0}}};
  for (;;) {
    timespec time{};
    const Duration wait = waiting.empty()
                              ? std::chrono::seconds{1}
                              : std::max(Duration{}, waiting.begin()->first - std::chrono::steady_clock::now());
    time.tv_sec = static_cast<time_t>(wait / std::chrono::seconds{1});
    time.tv_nsec = static_cast<long>((wait % std::chrono::seconds{1}).count());
    ::ppoll(polled.data(), polled.size(), &time, nullptr);
    if (polled[0].revents) return;
    for (Way& way : ways) read(way);
    release(std::chrono::steady_clock::now());
  }
}

Relay::Relay(const Host& inside, const std::string& switch_side, const std::string& host_side,
             const Impairment& to_host, const Impairment& from_host)
    : impl_(std::make_unique<Impl>(to_host, from_host)) {
  {
    const auto entered = inside.enter();
    impl_->switch_port = open_port(inside.interface_index(switch_side));
    impl_->host_port = open_port(inside.interface_index(host_side));
  }
  impl_->stop = net::Descriptor{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
  auto& [down, up] = impl_->ways;
  down.from = up.to = impl_->switch_port.value();
  up.from = down.to = impl_->host_port.value();
  impl_->thread = std::thread([p = impl_.get()] { p->serve(); });
}

Relay::~Relay() {
  (void)::eventfd_write(impl_->stop.value(), 1);
  impl_->thread.join();
}

std::vector<Passage> Relay::set(Direction direction, const Impairment& impairment) {
  const std::lock_guard lock(impl_->mutex);
  auto& way = impl_->ways[static_cast<std::size_t>(direction)];
  way.model = ImpairmentModel{impairment};
  return std::exchange(way.passages, {});
}

std::vector<Passage> Relay::passages(Direction direction) const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->ways[static_cast<std::size_t>(direction)].passages;
}

}  // namespace joincast::lab
