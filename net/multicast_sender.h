// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <system_error>

#include "base/address.h"
#include "base/bytes.h"
#include "base/export.h"
#include "base/result.h"

namespace joincast::net {

/// One datagram to be sent; the octets must live until send() returns.
struct Outgoing {
  ByteView octets{};
  Endpoint to{};               ///< any group and port of the sender's family
  std::uint8_t hop_limit = 0;  ///< zero: the sender's
};

struct SenderOptions {
  Family family = Family::ipv6;
  std::uint32_t interface = 0;        ///< index, mandatory
  std::optional<IpAddress> source{};  ///< must be an address of the interface; none: the system chooses for each group
  std::uint16_t source_port = 0;      ///< zero: the system chooses, once
  std::uint8_t hop_limit = 16;        ///< 1..255
  std::uint8_t dscp = 0;              ///< 0..63 (RFC 2474)
  bool loop = true;                   ///< receivers on this very host hear it too
  std::size_t send_buffer = 0;        ///< octets (SO_SNDBUF); zero: the system's default
};

struct SendCounters {
  std::uint64_t datagrams = 0;  ///< taken by the kernel
  std::uint64_t octets = 0;     ///< of UDP payload in them
  std::uint64_t calls = 0;      ///< sendmmsg calls
  std::uint64_t blocked = 0;    ///< times the socket or the device had no room (EAGAIN, ENOBUFS)
  std::uint64_t too_big = 0;    ///< larger than the path's MTU (EMSGSIZE); skipped
  std::uint64_t failed = 0;     ///< refused otherwise; skipped
};

/// Sends to any group and port on one interface, whatever the routes say. Joins nothing.
/// A batch for a thousand groups is one system call for every 256 datagrams.
class JOINCAST_EXPORT MulticastSender {
 public:
  /// ENODEV: no such interface; EADDRNOTAVAIL: `source` is not there.
  static Result<MulticastSender, std::error_code> open(const SenderOptions& options);

  MulticastSender(MulticastSender&&) noexcept;
  MulticastSender& operator=(MulticastSender&&) noexcept;
  ~MulticastSender();

  /// Other marks for all that is sent from now on; see SenderOptions.
  std::error_code set_marks(std::uint8_t hop_limit, std::uint8_t dscp);

  /// How many of the first datagrams are done with: sent, or skipped and counted because they can never
  /// be sent. Fewer than given: there is no room at present; the rest may be offered again later.
  std::size_t send(std::span<const Outgoing> batch);

  /// The last error that made a datagram be skipped; none: no error so far.
  std::error_code last_error() const noexcept;

  /// Where datagrams to `group` come from, as receivers will see it: the address that the system picks.
  Result<Endpoint, std::error_code> source_for(const IpAddress& group) const;

  std::uint32_t interface() const noexcept;
  Family family() const noexcept;
  std::uint16_t source_port() const noexcept;
  int fd() const noexcept;  ///< to wait for room with; stays the sender's
  /// Largest UDP payload that the interface takes unfragmented at present: its MTU less IP and UDP headers.
  Result<std::size_t, std::error_code> largest_payload() const;
  const SendCounters& counters() const noexcept;

  struct Impl;

 private:
  explicit MulticastSender(std::unique_ptr<Impl> impl) noexcept;
  std::unique_ptr<Impl> impl_;
};

}  // namespace joincast::net
