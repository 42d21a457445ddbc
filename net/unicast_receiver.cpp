// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/unicast_receiver.h"

#include <utility>

#include "net/receiving_socket.h"

namespace joincast::net {

struct UnicastReceiver::Impl {
  Impl(ReceivingSocket opened, DatagramHandler callback) : socket(std::move(opened)), handler(std::move(callback)) {}

  ReceivingSocket socket;
  DatagramHandler handler;
  Watch watch;
};

UnicastReceiver::UnicastReceiver(std::shared_ptr<Impl> impl) noexcept : impl_(std::move(impl)) {}
UnicastReceiver::UnicastReceiver(UnicastReceiver&&) noexcept = default;
UnicastReceiver& UnicastReceiver::operator=(UnicastReceiver&& other) noexcept {
  std::swap(impl_, other.impl_);
  return *this;
}
UnicastReceiver::~UnicastReceiver() {
  if (!impl_) return;
  impl_->watch.cancel();
  impl_->socket.close();
}

Result<UnicastReceiver, std::error_code> UnicastReceiver::open(EventLoop& loop, const UnicastOptions& options,
                                                               DatagramHandler on_datagrams) {
  if (options.address.is_multicast() || options.address.is_unspecified())
    return fail(std::make_error_code(std::errc::invalid_argument));
  auto socket = ReceivingSocket::open(
      {{options.address, options.port}, options.interface, options.receive_buffer, options.largest_datagram});
  if (!socket) return fail(socket.error());
  auto impl = std::make_shared<Impl>(std::move(*socket), std::move(on_datagrams));
  impl->watch = loop.watch_readable(impl->socket.descriptor(), [&loop, weak = std::weak_ptr<Impl>(impl)] {
    if (const auto self = weak.lock())
      self->socket.drain(
          loop, [](const Group&) { return true; }, self->handler);
  });
  if (!impl->watch) return fail(std::make_error_code(std::errc::too_many_files_open));
  return UnicastReceiver(std::move(impl));
}

std::uint16_t UnicastReceiver::port() const noexcept { return impl_->socket.port(); }
const ReceiveCounters& UnicastReceiver::counters() const noexcept { return impl_->socket.counters(); }

}  // namespace joincast::net
