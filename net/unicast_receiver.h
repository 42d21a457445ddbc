// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <system_error>

#include "base/address.h"
#include "base/export.h"
#include "base/result.h"
#include "net/event_loop.h"
#include "net/multicast_receiver.h"

namespace joincast::net {

struct UnicastOptions {
  IpAddress address{};                  ///< one of this host's
  std::uint32_t interface = 0;          ///< index; needed for link-local addresses only
  std::uint16_t port = 0;               ///< zero: the system chooses (tests)
  std::size_t receive_buffer = 0;       ///< octets (SO_RCVBUF); zero: the system's default
  std::size_t largest_datagram = 2048;  ///< octets; larger ones are counted as truncated
};

/// One address of this host and one port: a socket that hears what is sent to it alone, on whatever interface it
/// comes in. Others may hold the same port of groups or of all addresses; the more exact address wins.
class JOINCAST_EXPORT UnicastReceiver {
 public:
  /// EADDRNOTAVAIL: not an address of this host; EADDRINUSE: someone holds it unshared. `on_datagrams` runs on the
  /// loop's thread and may destroy the receiver; its Datagram::to is the address and the interface.
  static Result<UnicastReceiver, std::error_code> open(EventLoop& loop, const UnicastOptions& options,
                                                       DatagramHandler on_datagrams);

  UnicastReceiver(UnicastReceiver&&) noexcept;
  UnicastReceiver& operator=(UnicastReceiver&&) noexcept;
  ~UnicastReceiver();

  std::uint16_t port() const noexcept;
  const ReceiveCounters& counters() const noexcept;

  struct Impl;

 private:
  explicit UnicastReceiver(std::shared_ptr<Impl> impl) noexcept;
  std::shared_ptr<Impl> impl_;
};

}  // namespace joincast::net
