// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "rtp/reception_statistics.h"
#include "tests/sim/world.h"

namespace joincast::sim {

/// What the network itself knows about the RTP packets that it carried to one machine: counted from what was sent
/// and what became of each copy, by none of the receiver's code.
class Record {
 public:
  struct Counts {
    std::uint64_t sent = 0;
    std::uint64_t lost = 0;     ///< no copy of them arrived
    std::uint64_t arrived = 0;  ///< copies
    std::uint64_t octets = 0;   ///< of these
    std::uint64_t doubled = 0;  ///< copies that were not the first
    std::uint64_t reordered = 0;
    std::int64_t extent = 0;  ///< packets
    rtp::LossRuns runs;
    double jitter = 0;  ///< RFC 3550 A.8, ticks of 90 kHz
  };

  /// Takes note of one RTP packet that was sent.
  void note(const Datagram& datagram, const std::vector<TimePoint>& arrivals);

  Counts counts() const;

 private:
  struct Copy {
    std::size_t packet = 0;  // in the order of sending, which is that of sequence numbers
    std::uint32_t timestamp = 0;
    std::size_t octets = 0;
    TimePoint at{};
  };

  std::vector<bool> came_;
  std::vector<Copy> copies_;
};

}  // namespace joincast::sim
