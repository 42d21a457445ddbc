// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/multicast_receiver.h"

#include "net/receiving_socket.h"
#include "net/socket.h"

namespace joincast::net {

struct MulticastReceiver::Impl {
  Impl(ReceivingSocket opened, const Group& joined, DatagramHandler callback)
      : socket(std::move(opened)), group(joined), port(socket.port()), handler(std::move(callback)) {}

  void close() noexcept {
    watch.cancel();
    socket.close();  // and with it the membership ends
  }

  ReceivingSocket socket;
  Group group;
  std::uint16_t port;
  DatagramHandler handler;
  Watch watch;
};

MulticastReceiver::MulticastReceiver(std::shared_ptr<Impl> impl) noexcept : impl_(std::move(impl)) {}
MulticastReceiver::MulticastReceiver(MulticastReceiver&&) noexcept = default;
MulticastReceiver& MulticastReceiver::operator=(MulticastReceiver&& other) noexcept {
  std::swap(impl_, other.impl_);
  return *this;
}
MulticastReceiver::~MulticastReceiver() {
  if (impl_) impl_->close();
}

Result<MulticastReceiver, std::error_code> MulticastReceiver::open(EventLoop& loop, const ReceiverOptions& options,
                                                                   DatagramHandler on_datagrams) {
  const Group& group = options.group;
  const IpAddress* source = options.source ? &*options.source : nullptr;
  if (group.interface == 0 || !group.address.is_multicast() || (source && source->family() != group.address.family()))
    return fail(std::make_error_code(std::errc::invalid_argument));
  auto socket = ReceivingSocket::open(
      {{group.address, options.port}, group.interface, options.receive_buffer, options.largest_datagram});
  if (!socket) return fail(socket.error());
  if (const auto error = join_group(socket->descriptor(), group, source)) return fail(error);

  auto impl = std::make_shared<Impl>(std::move(*socket), group, std::move(on_datagrams));
  impl->watch = loop.watch_readable(impl->socket.descriptor(), [&loop, weak = std::weak_ptr<Impl>(impl)] {
    const auto self = weak.lock();
    if (self)
      self->socket.drain(
          loop, [&](const Group& to) { return to == self->group; }, self->handler);
  });
  if (!impl->watch) return fail(std::make_error_code(std::errc::too_many_files_open));
  return MulticastReceiver(std::move(impl));
}

const Group& MulticastReceiver::group() const noexcept { return impl_->group; }
std::uint16_t MulticastReceiver::port() const noexcept { return impl_->port; }
const ReceiveCounters& MulticastReceiver::counters() const noexcept { return impl_->socket.counters(); }

}  // namespace joincast::net
