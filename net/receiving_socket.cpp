// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/receiving_socket.h"

#include <cerrno>

#include "net/message.h"
#include "net/socket.h"

namespace joincast::net {
namespace {

constexpr int kRounds = 16;  ///< batches before others get their turn

std::error_code ask_for_details(int fd, Family family) noexcept {
  std::error_code error;
  const auto set = [&](int level, int name, int value) {
    if (!error) error = set_option(fd, level, name, value);
  };
  set(SOL_SOCKET, SO_REUSEADDR, 1);
  set(SOL_SOCKET, SO_TIMESTAMPNS, 1);
  set(SOL_SOCKET, SO_RXQ_OVFL, 1);
  if (family == Family::ipv4) {
    set(IPPROTO_IP, IP_MULTICAST_ALL, 0);
    set(IPPROTO_IP, IP_PKTINFO, 1);
    set(IPPROTO_IP, IP_RECVTTL, 1);
  } else {
    set(IPPROTO_IPV6, IPV6_V6ONLY, 1);
    set(IPPROTO_IPV6, IPV6_MULTICAST_ALL, 0);
    set(IPPROTO_IPV6, IPV6_RECVPKTINFO, 1);
    set(IPPROTO_IPV6, IPV6_RECVHOPLIMIT, 1);
  }
  return error;
}

/// Destination, interface and hop limit of one datagram.
void take_arrival(const cmsghdr& header, Datagram& datagram) noexcept {
  const auto is = [&](int level, int type) { return header.cmsg_level == level && header.cmsg_type == type; };
  if (is(IPPROTO_IPV6, IPV6_PKTINFO)) {
    const auto info = control_value<in6_pktinfo>(header);
    datagram.to = {IpAddress::v6(info.ipi6_addr.s6_addr), info.ipi6_ifindex};
  } else if (is(IPPROTO_IP, IP_PKTINFO)) {
    const auto info = control_value<in_pktinfo>(header);
    datagram.to = {IpAddress::v4(ntohl(info.ipi_addr.s_addr)), static_cast<std::uint32_t>(info.ipi_ifindex)};
  } else if (is(IPPROTO_IPV6, IPV6_HOPLIMIT) || is(IPPROTO_IP, IP_TTL)) {
    datagram.hop_limit = static_cast<std::uint8_t>(control_value<int>(header));
  }
}

}  // namespace

/// One for each thread, shared by all its sockets: what they read dies with the callback.
struct ReceivingSocket::Batch {
  MessageArray messages;
  std::vector<Datagram> datagrams;
};

ReceivingSocket::Batch& ReceivingSocket::batch() {
  static thread_local Batch batch;
  return batch;
}

Result<ReceivingSocket, std::error_code> ReceivingSocket::open(const ReceivingOptions& options) {
  const Family family = options.local.address.family();
  ReceivingSocket socket;
  socket.largest_ = options.largest_datagram;
  socket.fd_ =
      Descriptor{::socket(family == Family::ipv4 ? AF_INET : AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
  if (!socket.fd_) return fail(last_error());
  if (const auto error = ask_for_details(socket.descriptor(), family)) return fail(error);
  set_buffer(socket.descriptor(), SO_RCVBUFFORCE, SO_RCVBUF, options.receive_buffer);
  socket.has_room_ = buffer_size(socket.descriptor(), SO_RCVBUF) >= options.receive_buffer;
  const SocketAddress local = to_socket_address(options.local, options.interface);
  if (::bind(socket.descriptor(), local.get(), local.size) != 0) return fail(last_error());
  socket.port_ = local_endpoint(socket.descriptor()).port;
  return socket;
}

std::size_t ReceivingSocket::receive(Batch& batch, const EventLoop& loop, const Accept& accept) {
  batch.datagrams.clear();
  const int count = batch.messages.receive(fd_.value(), largest_);
  if (count <= 0) {
    if (count < 0 && errno != EAGAIN && errno != EINTR) ++counters_.errors;
    return 0;
  }
  arrivals_.begin_batch(loop.now());
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
    Datagram datagram;
    Ancillary ancillary;
    batch.messages.for_each_control(i, [&](const cmsghdr& control) {
      if (!take_common(control, ancillary)) take_arrival(control, datagram);
    });
    if (ancillary.drops) counters_.drops += growth(*ancillary.drops, last_drops_);
    datagram.arrived = arrivals_.arrival(ancillary.stamp);
    if (batch.messages.header(i).msg_flags & MSG_TRUNC) {
      ++counters_.truncated;
    } else if (!accept(datagram.to)) {
      ++counters_.other_group;
    } else {
      datagram.octets = batch.messages.octets(i);
      datagram.to_port = port_;
      datagram.from = to_endpoint(batch.messages.from(i));
      datagram.wall = ancillary.stamp.value_or(WallTime{});
      datagram.drops = counters_.drops;
      batch.datagrams.push_back(datagram);
    }
  }
  return static_cast<std::size_t>(count);
}

std::size_t ReceivingSocket::drain(const EventLoop& loop, const Accept& accept, const DatagramHandler& handler) {
  Batch& shared = batch();
  shared.messages.reserve(largest_);
  std::size_t all = 0;
  for (int round = 0; round < kRounds && fd_; ++round) {
    const std::size_t count = receive(shared, loop, accept);
    all += count;
    if (!shared.datagrams.empty()) {
      counters_.datagrams += shared.datagrams.size();
      ++counters_.batches;
      handler(shared.datagrams);
    }
    if (count < MessageArray::kCount) break;
  }
  return all;
}

}  // namespace joincast::net
