// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/packet_socket.h"

#include <arpa/inet.h>
#include <linux/if_arp.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "net/descriptor.h"
#include "net/message.h"
#include "net/packet_filter.h"
#include "net/socket.h"

namespace joincast::net {
namespace {

constexpr std::size_t kLargest = 9216;           ///< octets: a report fills the MTU, which may be a jumbo one
constexpr std::size_t kReceiveBuffer = 4 << 20;  ///< octets: ten thousand joins at once are some 600 full packets
constexpr int kRounds = 16;                      ///< batches before others get their turn

std::error_code change_all_multicast(int fd, int option, std::uint32_t interface) noexcept {
  packet_mreq request{};
  request.mr_ifindex = static_cast<int>(interface);
  request.mr_type = PACKET_MR_ALLMULTI;
  return set_option(fd, SOL_PACKET, option, request);
}

/// Opened while there is the right to; it can send any IP header out of any interface.
Result<Descriptor, std::error_code> open_raw(int domain) {
  Descriptor fd{::socket(domain, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, IPPROTO_RAW)};
  if (!fd) return fail(last_error());
  return fd;
}

std::error_code send_raw(int fd, const IpAddress& to, std::uint32_t interface, ByteView packet) {
  const SocketAddress address = to_socket_address({to, 0}, interface);
  const bool v4 = to.is_v4();
  iovec vector{const_cast<std::uint8_t*>(packet.data()), packet.size()};
  alignas(cmsghdr) std::array<std::uint8_t, CMSG_SPACE(sizeof(in6_pktinfo))> control{};
  msghdr message{};
  message.msg_name = const_cast<sockaddr_storage*>(&address.storage);
  message.msg_namelen = address.size;
  message.msg_iov = &vector;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = v4 ? CMSG_SPACE(sizeof(in_pktinfo)) : CMSG_SPACE(sizeof(in6_pktinfo));
  cmsghdr* header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = v4 ? IPPROTO_IP : IPPROTO_IPV6;
  header->cmsg_type = v4 ? IP_PKTINFO : IPV6_PKTINFO;
  header->cmsg_len = v4 ? CMSG_LEN(sizeof(in_pktinfo)) : CMSG_LEN(sizeof(in6_pktinfo));
  if (v4) {
    in_pktinfo info{};
    info.ipi_ifindex = static_cast<int>(interface);
    std::memcpy(CMSG_DATA(header), &info, sizeof info);
  } else {
    in6_pktinfo info{};
    info.ipi6_ifindex = interface;
    std::memcpy(CMSG_DATA(header), &info, sizeof info);
  }
  return ::sendmsg(fd, &message, 0) < 0 ? last_error() : std::error_code{};
}

/// Where an IP packet is addressed to; `::` if it is none.
IpAddress destination(ByteView packet) noexcept {
  if (packet.empty()) return {};
  if (packet[0] >> 4 == 4 && packet.size() >= 20) return IpAddress::v4(packet.subspan<16, 4>());
  if (packet[0] >> 4 == 6 && packet.size() >= 40) return IpAddress::v6(packet.subspan<24, 16>());
  return {};
}

}  // namespace

struct PacketSocket::Impl {
  Impl(EventLoop& owner, Handler callback) : loop(owner), handler(std::move(callback)) {}

  std::error_code open();
  std::error_code apply();
  void drain();
  std::size_t receive();
  std::optional<HeardPacket> take(std::size_t i);

  EventLoop& loop;
  Handler handler;
  PacketFilter filter;
  std::vector<std::uint32_t> interfaces;
  Descriptor fd;
  Descriptor raw_v4;
  Descriptor raw_v6;
  Watch watch;
  ArrivalClock arrivals;
  MessageArray messages;
  std::vector<HeardPacket> batch;
  std::uint32_t last_drops = 0;
  PacketCounters counters;
};

std::error_code PacketSocket::Impl::open() {
  // Protocol 0 hears nothing: no packet slips in before the filter stands.
  fd = Descriptor{::socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
  if (!fd) return last_error();
  for (const auto& [domain, raw] : {std::pair{AF_INET, &raw_v4}, std::pair{AF_INET6, &raw_v6}}) {
    auto opened = open_raw(domain);
    if (opened)
      *raw = std::move(*opened);
    else if (opened.error() != std::errc::address_family_not_supported)
      return opened.error();
  }
  for (const auto& [level, name] : {std::pair{SOL_SOCKET, SO_TIMESTAMPNS}, std::pair{SOL_SOCKET, SO_RXQ_OVFL},
                                    std::pair{SOL_PACKET, PACKET_AUXDATA}})
    if (const auto error = set_option(fd.value(), level, name, 1)) return error;
  set_buffer(fd.value(), SO_RCVBUFFORCE, SO_RCVBUF, kReceiveBuffer);
  if (const auto error = apply()) return error;

  sockaddr_ll everything{};
  everything.sll_family = AF_PACKET;
  everything.sll_protocol = htons(ETH_P_ALL);
  if (::bind(fd.value(), reinterpret_cast<const sockaddr*>(&everything), sizeof everything) != 0) return last_error();
  messages.reserve(kLargest);
  return {};
}

std::error_code PacketSocket::Impl::apply() {
  auto program = compile(filter, interfaces);
  const sock_fprog attached{static_cast<unsigned short>(program.size()), program.data()};
  return set_option(fd.value(), SOL_SOCKET, SO_ATTACH_FILTER, attached);
}

/// One packet as the kernel gave it; none if it is not to be delivered.
std::optional<HeardPacket> PacketSocket::Impl::take(std::size_t i) {
  HeardPacket packet;
  Ancillary ancillary;
  messages.for_each_control(i, [&](const cmsghdr& control) {
    if (take_common(control, ancillary)) return;
    if (control.cmsg_level == SOL_PACKET && control.cmsg_type == PACKET_AUXDATA)
      packet.checksum_pending = control_value<tpacket_auxdata>(control).tp_status & TP_STATUS_CSUMNOTREADY;
  });
  if (ancillary.drops) counters.drops += growth(*ancillary.drops, last_drops);
  packet.arrived = arrivals.arrival(ancillary.stamp);
  packet.wall = ancillary.stamp.value_or(WallTime{});
  if (messages.header(i).msg_flags & MSG_TRUNC) {
    ++counters.truncated;
    return std::nullopt;
  }
  sockaddr_ll link;
  std::memcpy(&link, &messages.from(i), sizeof link);
  packet.interface = static_cast<std::uint32_t>(link.sll_ifindex);
  packet.outgoing = link.sll_pkttype == PACKET_OUTGOING;
  if (!packet.outgoing && link.sll_halen == packet.from.size())
    std::copy_n(link.sll_addr, packet.from.size(), packet.from.begin());
  packet.octets = messages.octets(i);
  // A filter is no fence: what was queued before an interface was removed still comes.
  const bool added = std::find(interfaces.begin(), interfaces.end(), packet.interface) != interfaces.end();
  const bool to_itself = link.sll_hatype == ARPHRD_LOOPBACK && !destination(packet.octets).is_multicast();
  if (!added && !to_itself) return std::nullopt;
  return packet;
}

std::size_t PacketSocket::Impl::receive() {
  batch.clear();
  const int count = messages.receive(fd.value(), kLargest);
  if (count <= 0) {
    if (count < 0 && errno != EAGAIN && errno != EINTR && errno != ENETDOWN) ++counters.errors;
    return 0;
  }
  arrivals.begin_batch(loop.now());
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i)
    if (const auto packet = take(i)) batch.push_back(*packet);
  return static_cast<std::size_t>(count);
}

void PacketSocket::Impl::drain() {
  for (int round = 0; round < kRounds && fd; ++round) {
    const std::size_t count = receive();
    if (!batch.empty()) {
      counters.packets += batch.size();
      handler(batch);
    }
    if (count < MessageArray::kCount) return;
  }
}

PacketSocket::PacketSocket(std::shared_ptr<Impl> impl) noexcept : impl_(std::move(impl)) {}
PacketSocket::PacketSocket(PacketSocket&&) noexcept = default;
PacketSocket& PacketSocket::operator=(PacketSocket&& other) noexcept {
  std::swap(impl_, other.impl_);
  return *this;
}
PacketSocket::~PacketSocket() {
  if (!impl_) return;
  impl_->watch.cancel();
  impl_->fd.close();
}

Result<PacketSocket, std::error_code> PacketSocket::open(EventLoop& loop, PacketFilter filter, Handler on_packets) {
  auto impl = std::make_shared<Impl>(loop, std::move(on_packets));
  impl->filter = std::move(filter);
  if (const auto error = impl->open()) return fail(error);
  impl->watch = loop.watch_readable(impl->fd.value(), [weak = std::weak_ptr<Impl>(impl)] {
    if (const auto self = weak.lock()) self->drain();
  });
  if (!impl->watch) return fail(std::make_error_code(std::errc::too_many_files_open));
  return PacketSocket(std::move(impl));
}

std::error_code PacketSocket::add_interface(std::uint32_t interface) {
  auto& known = impl_->interfaces;
  if (std::find(known.begin(), known.end(), interface) != known.end()) return {};
  if (const auto error = change_all_multicast(impl_->fd.value(), PACKET_ADD_MEMBERSHIP, interface)) return error;
  known.push_back(interface);
  const auto error = impl_->apply();
  if (error) remove_interface(interface);
  return error;
}

void PacketSocket::remove_interface(std::uint32_t interface) noexcept {
  if (std::erase(impl_->interfaces, interface) == 0) return;
  (void)change_all_multicast(impl_->fd.value(), PACKET_DROP_MEMBERSHIP, interface);
  (void)impl_->apply();
}

std::error_code PacketSocket::set_filter(PacketFilter filter) {
  std::swap(impl_->filter, filter);
  const auto error = impl_->apply();
  if (error) std::swap(impl_->filter, filter);
  return error;
}

std::error_code PacketSocket::send(std::uint32_t interface, ByteView ip_packet) {
  const IpAddress to = destination(ip_packet);
  if (interface == 0 || !to.is_multicast()) return std::make_error_code(std::errc::invalid_argument);
  const Descriptor& raw = to.is_v4() ? impl_->raw_v4 : impl_->raw_v6;
  if (!raw) return std::make_error_code(std::errc::address_family_not_supported);
  return send_raw(raw.value(), to, interface, ip_packet);
}

const PacketCounters& PacketSocket::counters() const noexcept { return impl_->counters; }

}  // namespace joincast::net
