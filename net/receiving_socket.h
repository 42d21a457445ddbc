// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <system_error>

#include "base/address.h"
#include "base/result.h"
#include "net/clock.h"
#include "net/descriptor.h"
#include "net/multicast_receiver.h"

// Private to the room: what a receiver and each socket of a membership pool have in common.
namespace joincast::net {

struct ReceivingOptions {
  Endpoint local;               ///< a group or the unspecified address
  std::uint32_t interface = 0;  ///< scope of a link-local group
  std::size_t receive_buffer = 0;
  std::size_t largest_datagram = 2048;
};

/// A UDP socket that hears only the groups it joined itself, and reads in batches with all that the
/// kernel knows about each datagram.
class ReceivingSocket {
 public:
  static Result<ReceivingSocket, std::error_code> open(const ReceivingOptions& options);

  int descriptor() const noexcept { return fd_.value(); }
  std::uint16_t port() const noexcept { return port_; }
  bool has_room() const noexcept { return has_room_; }  ///< the receive buffer asked for was granted in whole
  const ReceiveCounters& counters() const noexcept { return counters_; }

  using Accept = std::function<bool(const Group& group)>;

  /// Reads until there is no more, at most some thousand datagrams so that others get their turn. Hands
  /// over those whose group and interface `accept` knows. Stops when the handler closed the socket. Answers how many
  /// were read.
  std::size_t drain(const EventLoop& loop, const Accept& accept, const DatagramHandler& handler);

  void close() noexcept { fd_.close(); }

 private:
  Descriptor fd_;
  std::uint16_t port_ = 0;
  std::size_t largest_ = 0;
  bool has_room_ = false;
  ArrivalClock arrivals_;
  std::uint32_t last_drops_ = 0;
  ReceiveCounters counters_;

  struct Batch;
  static Batch& batch();
  std::size_t receive(Batch& batch, const EventLoop& loop, const Accept& accept);
};

}  // namespace joincast::net
