// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/export.h"

namespace joincast::rtcp {

/// Tells loss that all receivers share (before the first hop, at the source) from loss of one of them, by what
/// each says of the same packets (RFC 3611 section 4.1). Of each of the last packets it keeps two counts: who spoke
/// about it, and who missed it. So it costs 32 KiB however many receivers there are, and nothing before the first
/// of them speaks.
///
/// Who calls take() sees to it that nobody speaks of the same packet twice.
class JOINCAST_EXPORT LossComparison {
 public:
  static constexpr std::size_t kWindow = 8192;  ///< packets, a power of two: 3.5 minutes of MPEG audio

  /// Of the packets of the window about which enough has been said: by two receivers at least, and by half as many
  /// as the most that any packet was spoken of by.
  struct Origin {
    std::uint32_t compared = 0;      ///< packets
    std::uint32_t lost_by_all = 0;   ///< by nine in ten of those who speak, or by all but one of four or more
    std::uint32_t lost_by_some = 0;  ///< by several, but not by all
    std::uint32_t lost_by_one = 0;   ///< by one of several

    friend bool operator==(const Origin&, const Origin&) = default;
  };

  /// We sent this packet, and all before it.
  void sent(std::uint16_t sequence) noexcept;

  /// One receiver's word on the packets from `begin` on to the one before `end`. `came`: which of them it got, from
  /// the first; empty: all of them. Packets that have left the window, or that `came` does not reach, are passed
  /// over. False: it speaks of packets that were never sent; nothing is taken.
  bool take(std::uint16_t begin, std::uint16_t end, const std::vector<bool>& came);

  Origin origin() const noexcept;  ///< linear in the window

  void clear() noexcept;  ///< another source, with other sequence numbers
  std::size_t memory() const noexcept { return slots_.capacity() * sizeof(Slot); }

 private:
  struct Slot {
    std::uint16_t heard = 0;  ///< receivers that spoke of it; at its largest value nothing more is counted
    std::uint16_t lost = 0;
  };

  std::vector<Slot> slots_;  ///< by sequence number modulo kWindow; empty: nobody has spoken
  std::uint16_t last_ = 0;
  std::size_t known_ = 0;  ///< packets sent, at most kWindow
};

}  // namespace joincast::rtcp
