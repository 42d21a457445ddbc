// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/multicast_receiver.h"

#include <algorithm>
#include <chrono>

#include "net/receiving_socket.h"
#include "net/socket.h"

namespace joincast::net {

struct MulticastReceiver::Impl {
  Impl(EventLoop& owner, ReceivingSocket opened, const ReceiverOptions& options, DatagramHandler callback)
      : loop(owner),
        socket(std::move(opened)),
        group(options.group),
        port(socket.port()),
        gather(socket.has_room() ? options.gather : Duration::zero()),
        handler(std::move(callback)) {}

  /// False: the system has no room for another watch.
  static bool watch_socket(const std::shared_ptr<Impl>& impl);
  static std::function<void()> reading(const std::shared_ptr<Impl>& impl);
  void read(const std::shared_ptr<Impl>& self);
  void wait(const std::shared_ptr<Impl>& self);

  void close() noexcept {
    watch.cancel();
    timer.cancel();
    socket.close();  // and with it the membership ends
  }

  EventLoop& loop;
  ReceivingSocket socket;
  Group group;
  std::uint16_t port;
  Duration gather;  // the rest while it is busy
  DatagramHandler handler;
  Watch watch;
  Duration rest{};
  TimePoint since{};     // from then on `came` counts
  std::size_t came = 0;  // datagrams
  Timer timer;           // made with the first rest
};

std::function<void()> MulticastReceiver::Impl::reading(const std::shared_ptr<Impl>& impl) {
  return [weak = std::weak_ptr<Impl>(impl)] {
    if (const auto self = weak.lock()) self->read(self);
  };
}

bool MulticastReceiver::Impl::watch_socket(const std::shared_ptr<Impl>& impl) {
  if (!impl->watch) impl->watch = impl->loop.watch_readable(impl->socket.descriptor(), reading(impl));
  return static_cast<bool>(impl->watch);
}

void MulticastReceiver::Impl::read(const std::shared_ptr<Impl>& self) {
  if (const TimePoint now = std::chrono::steady_clock::now(); now - since >= gather) {
    since = now;
    came = 0;
  }
  came += socket.drain(
      loop, [&](const Group& to) { return to == group; }, handler);
  if (socket.descriptor() >= 0) wait(self);
}

/// For the end of the rest, or for the next datagram; that too by looking again soon if it cannot be watched for.
void MulticastReceiver::Impl::wait(const std::shared_ptr<Impl>& self) {
  constexpr Duration kLookAgain = std::chrono::milliseconds(10);
  const Duration pause = came >= ReceiverOptions::kBusy ? std::max(rest, gather) : rest;
  if (pause <= Duration::zero() && watch_socket(self)) return timer.cancel();
  watch.cancel();
  if (!timer) timer = loop.timer(reading(self));
  timer.expires_at(std::chrono::steady_clock::now() + (pause > Duration::zero() ? pause : kLookAgain));
}

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

  auto impl = std::make_shared<Impl>(loop, std::move(*socket), options, std::move(on_datagrams));
  if (!Impl::watch_socket(impl)) return fail(std::make_error_code(std::errc::too_many_files_open));
  return MulticastReceiver(std::move(impl));
}

void MulticastReceiver::rest_between_reads(Duration rest) {
  impl_->rest = rest;
  if (rest <= Duration::zero()) impl_->wait(impl_);
}

const Group& MulticastReceiver::group() const noexcept { return impl_->group; }
std::uint16_t MulticastReceiver::port() const noexcept { return impl_->port; }
const ReceiveCounters& MulticastReceiver::counters() const noexcept { return impl_->socket.counters(); }

}  // namespace joincast::net
