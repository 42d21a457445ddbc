// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <optional>

#include "net/multicast_receiver.h"

namespace joincast::net {

/// Many groups on one port, such as SAP of everything on offer: sockets bound to the port alone, and
/// another one whenever the kernel takes no more groups on the last (20 for IPv4, 365 and more for IPv6).
class JOINCAST_EXPORT MembershipPool {
 public:
  /// `port` must not be zero. `options` of each socket: receive_buffer and largest_datagram as in ReceiverOptions.
  MembershipPool(EventLoop& loop, std::uint16_t port, DatagramHandler on_datagrams, std::size_t receive_buffer = 0,
                 std::size_t largest_datagram = 2048);
  MembershipPool(MembershipPool&&) noexcept;
  MembershipPool& operator=(MembershipPool&&) noexcept;
  ~MembershipPool();

  /// Success if it was joined before with the same source. EEXIST: joined with another source.
  std::error_code join(const Group& group, std::optional<IpAddress> source = std::nullopt);
  /// Nothing happens if it was not joined.
  void leave(const Group& group) noexcept;

  std::size_t groups() const noexcept;
  std::size_t sockets() const noexcept;
  ReceiveCounters counters() const noexcept;  ///< of all its sockets together

  struct Impl;

 private:
  std::shared_ptr<Impl> impl_;
};

}  // namespace joincast::net
