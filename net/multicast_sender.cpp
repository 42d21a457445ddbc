// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/multicast_sender.h"

#include <net/if.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <vector>

#include "net/descriptor.h"
#include "net/socket.h"

namespace joincast::net {
namespace {

constexpr std::size_t kBatch = 256;  ///< datagrams of one sendmmsg
constexpr std::size_t kControl = CMSG_SPACE(sizeof(int));

std::error_code mark(int fd, Family family, std::uint8_t hop_limit, std::uint8_t dscp) {
  const int hops = hop_limit;
  const int traffic_class = dscp << 2;
  const bool v4 = family == Family::ipv4;
  const int level = v4 ? IPPROTO_IP : IPPROTO_IPV6;
  if (const auto error = set_option(fd, level, v4 ? IP_MULTICAST_TTL : IPV6_MULTICAST_HOPS, hops)) return error;
  if (const auto error = set_option(fd, level, v4 ? IP_TTL : IPV6_UNICAST_HOPS, hops)) return error;  // a goodbye
  return set_option(fd, level, v4 ? IP_TOS : IPV6_TCLASS, traffic_class);
}

std::error_code configure(int fd, const SenderOptions& options) {
  std::error_code error = mark(fd, options.family, options.hop_limit, options.dscp);
  const auto set = [&](int level, int name, const auto& value) {
    if (!error) error = set_option(fd, level, name, value);
  };
  const int loop = options.loop;
  if (options.family == Family::ipv4) {
    ip_mreqn interface {};
    interface.imr_ifindex = static_cast<int>(options.interface);
    set(IPPROTO_IP, IP_MULTICAST_IF, interface);
    set(IPPROTO_IP, IP_MULTICAST_LOOP, loop);
  } else {
    set(IPPROTO_IPV6, IPV6_V6ONLY, 1);
    set(IPPROTO_IPV6, IPV6_MULTICAST_IF, static_cast<int>(options.interface));
    set(IPPROTO_IPV6, IPV6_MULTICAST_LOOP, loop);
  }
  return error;
}

Result<Descriptor, std::error_code> open_socket(const SenderOptions& options, std::uint16_t port) {
  const int domain = options.family == Family::ipv4 ? AF_INET : AF_INET6;
  Descriptor fd{::socket(domain, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
  if (!fd) return fail(last_error());
  if (const auto error = configure(fd.value(), options)) return fail(error);
  if (port != 0 && set_option(fd.value(), SOL_SOCKET, SO_REUSEADDR, 1)) return fail(last_error());
  const IpAddress source = options.source.value_or(any_address(options.family));
  const SocketAddress local = to_socket_address({source, port}, options.interface);
  if (::bind(fd.value(), local.get(), local.size) != 0) return fail(last_error());
  return fd;
}

}  // namespace

struct MulticastSender::Impl {
  Impl(SenderOptions chosen, Descriptor socket, Descriptor asking)
      : options(chosen),
        fd(std::move(socket)),
        probe(std::move(asking)),
        headers(kBatch),
        vectors(kBatch),
        addresses(kBatch),
        controls(kBatch) {}

  void prepare(std::size_t i, const Outgoing& outgoing);
  std::size_t send_some(std::span<const Outgoing> batch);

  SenderOptions options;
  Descriptor fd;
  Descriptor probe;  ///< like it, for questions only
  SendCounters counters;
  std::error_code error;
  std::vector<mmsghdr> headers;
  std::vector<iovec> vectors;
  std::vector<SocketAddress> addresses;
  struct alignas(cmsghdr) Control {
    std::array<std::uint8_t, kControl> octets;
  };
  std::vector<Control> controls;
};

void MulticastSender::Impl::prepare(std::size_t i, const Outgoing& outgoing) {
  vectors[i] = {const_cast<std::uint8_t*>(outgoing.octets.data()), outgoing.octets.size()};
  addresses[i] = to_socket_address(outgoing.to, options.interface);
  msghdr& message = headers[i].msg_hdr;
  message = {};
  message.msg_name = &addresses[i].storage;
  message.msg_namelen = addresses[i].size;
  message.msg_iov = &vectors[i];
  message.msg_iovlen = 1;
  if (outgoing.hop_limit == 0 || outgoing.hop_limit == options.hop_limit) return;
  message.msg_control = controls[i].octets.data();
  message.msg_controllen = kControl;
  cmsghdr* control = CMSG_FIRSTHDR(&message);
  const bool v4 = options.family == Family::ipv4;
  control->cmsg_level = v4 ? IPPROTO_IP : IPPROTO_IPV6;
  control->cmsg_type = v4 ? IP_TTL : IPV6_HOPLIMIT;
  control->cmsg_len = CMSG_LEN(sizeof(int));
  const int hops = outgoing.hop_limit;
  std::memcpy(CMSG_DATA(control), &hops, sizeof hops);
}

/// How many of the batch are done with; fewer than all: there was no room.
std::size_t MulticastSender::Impl::send_some(std::span<const Outgoing> batch) {
  for (std::size_t i = 0; i < batch.size(); ++i) prepare(i, batch[i]);
  std::size_t done = 0;
  while (done < batch.size()) {
    ++counters.calls;
    const int sent = ::sendmmsg(fd.value(), headers.data() + done, static_cast<unsigned>(batch.size() - done), 0);
    if (sent > 0) {
      for (int i = 0; i < sent; ++i) counters.octets += batch[done++].octets.size();
      counters.datagrams += static_cast<unsigned>(sent);
      continue;
    }
    const int reason = errno;
    if (reason == EINTR) continue;
    if (reason == EAGAIN || reason == ENOBUFS) {
      ++counters.blocked;
      break;
    }
    error = {reason, std::system_category()};
    ++(reason == EMSGSIZE ? counters.too_big : counters.failed);
    ++done;
  }
  return done;
}

MulticastSender::MulticastSender(std::unique_ptr<Impl> impl) noexcept : impl_(std::move(impl)) {}
MulticastSender::MulticastSender(MulticastSender&&) noexcept = default;
MulticastSender& MulticastSender::operator=(MulticastSender&&) noexcept = default;
MulticastSender::~MulticastSender() = default;

Result<MulticastSender, std::error_code> MulticastSender::open(const SenderOptions& options) {
  if (options.interface == 0 || options.hop_limit == 0 || options.dscp > 63)
    return fail(std::make_error_code(std::errc::invalid_argument));
  auto fd = open_socket(options, options.source_port);
  if (!fd) return fail(fd.error());
  auto probe = open_socket(options, 0);
  if (!probe) return fail(probe.error());
  set_buffer(fd->value(), SO_SNDBUFFORCE, SO_SNDBUF, options.send_buffer);
  auto impl = std::make_unique<Impl>(options, std::move(*fd), std::move(*probe));
  impl->options.source_port = local_endpoint(impl->fd.value()).port;
  return MulticastSender(std::move(impl));
}

std::error_code MulticastSender::set_marks(std::uint8_t hop_limit, std::uint8_t dscp) {
  if (hop_limit == 0 || dscp > 63) return std::make_error_code(std::errc::invalid_argument);
  const auto error = mark(impl_->fd.value(), impl_->options.family, hop_limit, dscp);
  if (error) return error;
  impl_->options.hop_limit = hop_limit;
  impl_->options.dscp = dscp;
  return {};
}

std::size_t MulticastSender::send(std::span<const Outgoing> batch) {
  std::size_t done = 0;
  while (done < batch.size()) {
    const auto some = batch.subspan(done, std::min(kBatch, batch.size() - done));
    const std::size_t sent = impl_->send_some(some);
    done += sent;
    if (sent < some.size()) break;
  }
  return done;
}

std::error_code MulticastSender::last_error() const noexcept { return impl_->error; }

Result<Endpoint, std::error_code> MulticastSender::source_for(const IpAddress& group) const {
  constexpr std::uint16_t kDiscard = 9;
  const int probe = impl_->probe.value();
  sockaddr nothing{};  // AF_UNSPEC: forget the answer to the last question
  if (::connect(probe, &nothing, sizeof nothing) != 0) return fail(net::last_error());
  const SocketAddress to = to_socket_address({group, kDiscard}, impl_->options.interface);
  if (::connect(probe, to.get(), to.size) != 0) return fail(net::last_error());
  return Endpoint{local_endpoint(probe).address, impl_->options.source_port};
}

std::uint32_t MulticastSender::interface() const noexcept { return impl_->options.interface; }
Family MulticastSender::family() const noexcept { return impl_->options.family; }
int MulticastSender::fd() const noexcept { return impl_->fd.value(); }
std::uint16_t MulticastSender::source_port() const noexcept { return impl_->options.source_port; }

Result<std::size_t, std::error_code> MulticastSender::largest_payload() const {
  constexpr std::size_t kUdpHeader = 8;
  const std::size_t headers = kUdpHeader + (impl_->options.family == Family::ipv4 ? 20 : 40);
  ifreq request{};
  request.ifr_ifindex = static_cast<int>(impl_->options.interface);
  if (::ioctl(impl_->fd.value(), SIOCGIFNAME, &request) != 0) return fail(net::last_error());
  if (::ioctl(impl_->fd.value(), SIOCGIFMTU, &request) != 0) return fail(net::last_error());
  const auto mtu = static_cast<std::size_t>(request.ifr_mtu);
  return mtu > headers ? mtu - headers : 0;
}

const SendCounters& MulticastSender::counters() const noexcept { return impl_->counters; }

}  // namespace joincast::net
