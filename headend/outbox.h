// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/address.h"
#include "base/bytes.h"

namespace joincast::headend {

/// Datagrams to groups, gathered until the shell sends them in one call. All octets lie in one buffer that
/// keeps its memory, and a packet for several groups lies there once: nothing is allocated in the long run.
class Outbox {
 public:
  /// One datagram; its octets lie in the outbox.
  struct Datagram {
    Endpoint to;                  ///< a group
    std::uint32_t interface = 0;  ///< index, never zero
    std::uint8_t hop_limit = 0;   ///< zero: as configured for RTP and RTCP
    std::uint32_t offset = 0;
    std::uint32_t size = 0;
  };

  /// Octets to be sent, stored once; the handle is for send() until clear().
  struct Stored {
    std::uint32_t offset = 0;
    std::uint32_t size = 0;
  };

  Stored store(ByteView octets) { return store(octets, {}); }
  /// Two parts as one, such as a header and what is behind it.
  Stored store(ByteView head, ByteView tail) {
    const Stored stored{static_cast<std::uint32_t>(octets_.size()),
                        static_cast<std::uint32_t>(head.size() + tail.size())};
    octets_.insert(octets_.end(), head.begin(), head.end());
    octets_.insert(octets_.end(), tail.begin(), tail.end());
    return stored;
  }
  void send(Stored what, const Group& group, std::uint16_t port, std::uint8_t hop_limit = 0) {
    datagrams_.push_back({{group.address, port}, group.interface, hop_limit, what.offset, what.size});
  }

  const std::vector<Datagram>& datagrams() const noexcept { return datagrams_; }  ///< in the order of send()
  ByteView octets(const Datagram& datagram) const noexcept {
    return ByteView(octets_).subspan(datagram.offset, datagram.size);
  }
  bool empty() const noexcept { return datagrams_.empty(); }
  void clear() noexcept {
    datagrams_.clear();
    octets_.clear();
  }

 private:
  std::vector<Datagram> datagrams_;
  Bytes octets_;
};

}  // namespace joincast::headend
