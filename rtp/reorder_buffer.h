// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/export.h"
#include "base/time.h"
#include "rtp/packet.h"

namespace joincast::rtp {

/// A packet with its counters widened. Points into whoever gave it; see there how long it lives.
struct Packet {
  PacketView view;
  std::int64_t sequence = 0;   ///< unwrapped
  std::int64_t timestamp = 0;  ///< unwrapped, RTP clock units
  TimePoint arrival{};
};

/// A packet in its turn.
struct OrderedPacket {
  Packet packet;
  std::uint32_t lost_before = 0;  ///< packets missing directly in front of it
  bool first = false;             ///< of a stream: clocks, depacketizer and decoder begin anew
};

/// Puts the packets of one source in order. The first packet and every packet in its turn are released at
/// once; only behind a gap does it wait, at most wait() from the arrival of the first packet behind it. That
/// time grows when packets come too late to fill their gap and shrinks slowly while none need it, so a network
/// that keeps the order costs no delay. Sans I/O; memory is capped and reused: no allocation in steady state.
class JOINCAST_EXPORT ReorderBuffer {
 public:
  struct Settings {
    std::size_t max_packets = 1024;                      ///< held at once, a power of two
    std::size_t max_octets = 2u << 20;                   ///< held at once
    Duration min_wait = std::chrono::milliseconds(20);   ///< behind a gap, on a network that keeps the order
    Duration max_wait = std::chrono::milliseconds(500);  ///< behind a gap, ever
    Duration shrink_every = std::chrono::seconds(10);    ///< wait() falls by an eighth of its excess in each such time
  };

  /// Packets since the start.
  struct Counters {
    std::uint64_t released = 0;
    std::uint64_t lost = 0;        ///< given up
    std::uint64_t filled = 0;      ///< came behind a higher number, but in time
    std::uint64_t late = 0;        ///< came after they had been given up; dropped
    std::uint64_t duplicates = 0;  ///< dropped
    std::uint64_t overflowed = 0;  ///< dropped because a cap was reached

    friend bool operator==(const Counters&, const Counters&) = default;
  };

  ReorderBuffer();
  explicit ReorderBuffer(const Settings& settings);

  /// Copies a packet in. `packet.arrival` is the present moment, or shortly before it.
  void push(const Packet& packet);

  /// Gives up gaps whose time has come.
  void handle_deadline(TimePoint now);

  /// The next packet in order, if any is due. Its view is valid until the next call that is not const.
  std::optional<OrderedPacket> pop();

  /// When handle_deadline() wants to be called; kNever while nothing waits.
  TimePoint deadline() const noexcept;

  /// Releases all that is held and takes the next packet, whatever its number, for a first one.
  void restart();

  Duration wait() const noexcept { return wait_; }  ///< the longest time a gap may hold others up at present
  std::size_t held() const noexcept { return waiting_ + ready_size_; }  ///< packets
  std::size_t held_octets() const noexcept { return held_octets_; }
  const Counters& counters() const noexcept { return counters_; }

 private:
  struct Block {
    Bytes octets;
    OrderedPacket ordered;
  };
  struct Gap {
    std::int64_t first = 0;
    std::int64_t last = -1;
    TimePoint seen{};  // when the first packet behind it came
  };
  using BlockIndex = std::uint16_t;
  static constexpr BlockIndex kNoBlock = 0xffff;
  static constexpr std::size_t kGaps = 16;

  std::size_t slot(std::int64_t sequence) const noexcept {
    return static_cast<std::size_t>(sequence) & (window_.size() - 1);
  }
  void push_old(const Packet& packet);
  void push_ahead(const Packet& packet);
  void push_next(const Packet& packet);
  bool is_full(std::size_t size) const noexcept;
  BlockIndex store(const Packet& packet);
  void recycle(BlockIndex block);
  void make_ready(BlockIndex block);
  void release_in_order();
  void skip_gap();
  void give_up(std::int64_t end, TimePoint seen);
  void need(Duration wait);
  void shrink(TimePoint now);
  bool given_up(std::int64_t sequence) const noexcept { return given_up_[slot(sequence)]; }

  Settings settings_;
  Duration wait_;
  Counters counters_;

  std::vector<Block> blocks_;
  std::vector<BlockIndex> free_;        // a stack, so that a block just used is used again
  std::vector<BlockIndex> window_;      // by sequence number: what waits behind a gap
  std::vector<std::uint8_t> given_up_;  // by sequence number, below next_
  std::vector<BlockIndex> ready_;       // a ring: what is due
  std::size_t ready_head_ = 0;
  std::size_t ready_size_ = 0;
  std::size_t waiting_ = 0;
  std::size_t held_octets_ = 0;
  BlockIndex lent_ = kNoBlock;  // what pop() gave out last

  bool started_ = false;
  bool first_ = false;           // nothing released yet since restart()
  std::int64_t start_ = 0;       // the first number
  std::int64_t next_ = 0;        // the number to be released next
  std::int64_t behind_gap_ = 0;  // the lowest number that waits; only while something waits
  TimePoint gap_since_{};        // when the gap in front of it showed
  std::uint32_t lost_ = 0;       // given up since the last release
  std::array<Gap, kGaps> gaps_{};
  std::size_t newest_gap_ = 0;
  Duration needed_{};  // the longest wait that helped, or would have, in this shrink interval
  TimePoint shrink_at_{};
};

}  // namespace joincast::rtp
