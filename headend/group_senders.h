// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <system_error>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "headend/outbox.h"
#include "net/multicast_sender.h"

namespace joincast::headend {

/// The sending sockets, one for each interface and family, all of one hop limit and DSCP.
class GroupSenders {
 public:
  GroupSenders(std::uint8_t hop_limit, std::uint8_t dscp) noexcept : hop_limit_(hop_limit), dscp_(dscp) {}

  /// Other marks for all that is sent from now on.
  void set_marks(std::uint8_t hop_limit, std::uint8_t dscp);

  /// Opens what is not open yet.
  std::error_code open(std::uint32_t interface, Family family);
  void close(std::uint32_t interface) noexcept;
  bool has(std::uint32_t interface, Family family) const noexcept { return senders_.contains(key(interface, family)); }

  /// Where datagrams to `group` come from; the socket must be open.
  Result<Endpoint, std::error_code> source_for(const Group& group) const;

  /// Sends and clears. What finds no room now is kept, up to a limit, and goes first the next time.
  void flush(Outbox& outbox);

  /// Before the end: what is still kept goes out, if there is room for it within `most`. Blocks. False: there was not.
  bool finish(Duration most);

  std::vector<std::uint16_t> source_ports() const;  ///< of all sockets

  struct Totals {
    net::SendCounters sent;
    std::uint64_t dropped = 0;  ///< datagrams for which there was no room for too long
  };
  Totals totals() const;

 private:
  struct Held {
    net::Outgoing datagram;
    Bytes octets;
  };
  struct Socket {
    net::MulticastSender sender;
    std::vector<net::Outgoing> batch;
    std::vector<Held> held;
  };

  static std::uint64_t key(std::uint32_t interface, Family family) noexcept {
    return std::uint64_t{interface} << 1 | (family == Family::ipv4 ? 1u : 0u);
  }
  void send_batch(Socket& socket);

  std::uint8_t hop_limit_;
  std::uint8_t dscp_;
  std::unordered_map<std::uint64_t, Socket> senders_;
  std::uint64_t dropped_ = 0;
};

}  // namespace joincast::headend
