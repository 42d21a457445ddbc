// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <system_error>

#include "base/address.h"
#include "base/bytes.h"
#include "base/export.h"
#include "base/result.h"
#include "base/time.h"
#include "net/event_loop.h"

namespace joincast::net {

/// A datagram as it came in; dies with the callback that is given it.
struct Datagram {
  ByteView octets;  ///< the UDP payload
  Endpoint from;
  Group to;  ///< the group and the interface it arrived on
  std::uint16_t to_port = 0;
  std::uint8_t hop_limit = 0;  ///< as it arrived; 0: unknown
  TimePoint arrived{};         ///< when the kernel took it in, monotonic
  WallTime wall{};             ///< the kernel's own stamp
  std::uint64_t drops = 0;     ///< lost so far for want of room in this socket, since it was opened
};

/// What a receiving socket counted since it was opened.
struct ReceiveCounters {
  std::uint64_t datagrams = 0;    ///< delivered
  std::uint64_t batches = 0;      ///< callbacks
  std::uint64_t drops = 0;        ///< lost because the socket's buffer was full (SO_RXQ_OVFL)
  std::uint64_t truncated = 0;    ///< larger than the largest datagram asked for; not delivered
  std::uint64_t other_group = 0;  ///< to a group or an interface that was not joined; not delivered
  std::uint64_t errors = 0;       ///< reads that failed
};

using DatagramHandler = std::function<void(std::span<const Datagram> batch)>;

struct ReceiverOptions {
  Group group{};                        ///< an interface index is mandatory
  std::uint16_t port = 0;               ///< zero: the system chooses (tests)
  std::optional<IpAddress> source{};    ///< a source-specific join (RFC 4607); none: any source
  std::size_t receive_buffer = 0;       ///< octets (SO_RCVBUF); zero: the system's default
  std::size_t largest_datagram = 2048;  ///< octets; larger ones are counted as truncated
  /// While a busy socket (kBusy) is read, so long passes between two looks, that each may serve many datagrams; their
  /// times of arrival are the kernel's all the same. Not where the system did not grant the buffer. Zero: never.
  Duration gather{};
  static constexpr std::size_t kBusy = 32;  ///< datagrams in such a time
};

/// One group, one port, one interface: a socket bound to group and port, joined by interface index.
///
/// It hears the group on that interface only, whoever else on this machine has joined what. The group is
/// left when the receiver goes. A service has three ports on one group: open RTP's first, the others'
/// joins then put nothing on the network. To change channels destroy the old receiver and open the new
/// one in the same turn of the loop: the kernel puts both changes into one report.
class JOINCAST_EXPORT MulticastReceiver {
 public:
  /// ENODEV: no such interface or it has no multicast; EADDRINUSE: someone holds the port unshared;
  /// EINVAL: no interface or no multicast address given. `on_datagrams` runs on the loop's thread and
  /// may destroy the receiver.
  static Result<MulticastReceiver, std::error_code> open(EventLoop& loop, const ReceiverOptions& options,
                                                         DatagramHandler on_datagrams);

  MulticastReceiver(MulticastReceiver&&) noexcept;
  MulticastReceiver& operator=(MulticastReceiver&&) noexcept;
  ~MulticastReceiver();

  /// Zero, as at first: reads whatever comes as it comes. Else, from the next read on: leaves it in the socket for so
  /// long after each read, so that one wake-up serves many datagrams; their stamps stay those of the kernel. Keep it so
  /// short that the socket's buffer takes what comes meanwhile. May be called by the handler.
  void rest_between_reads(Duration rest);

  const Group& group() const noexcept;
  std::uint16_t port() const noexcept;
  const ReceiveCounters& counters() const noexcept;

  struct Impl;

 private:
  explicit MulticastReceiver(std::shared_ptr<Impl> impl) noexcept;
  std::shared_ptr<Impl> impl_;
};

}  // namespace joincast::net
