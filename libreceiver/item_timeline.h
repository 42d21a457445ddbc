// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

#include "base/export.h"
#include "libreceiver/event.h"

namespace joincast::libreceiver {

/// Lets an item become current when its sound is heard: descriptions run ahead of the sound by what lies in
/// buffers, and say by `a=joincast-item` at which RTP timestamp the item began. Sans I/O.
class JOINCAST_EXPORT ItemTimeline {
 public:
  static constexpr std::size_t kMost = 8;                            ///< items ahead; more displace the oldest
  static constexpr Duration kLongestLead = std::chrono::minutes(1);  ///< an item further ahead began long ago

  /// Another source, or the same with new timestamps: what waited becomes current with its first packet.
  void restart() noexcept;

  /// Forgets what waits: somebody else's descriptions hold now.
  void forget() noexcept { waiting_.clear(); }

  /// An item was announced. `begins`: its RTP timestamp; none: with the announcement.
  void announce(Item item, std::optional<std::uint32_t> begins);

  /// A packet's unwrapped timestamp: as near to the sound as is known until a position is told.
  void handle_packet(std::int64_t timestamp, std::uint32_t clock_rate_hz);

  /// What is heard now. To be told while is_waiting(), at other times it need not be.
  void handle_position(std::int64_t timestamp);

  /// Whether a later position may let an item become current.
  bool is_waiting() const noexcept { return !waiting_.empty(); }

  /// The item that became current, once.
  std::optional<Item> poll();

  const std::optional<Item>& current() const noexcept { return current_; }

 private:
  struct Waiting {
    Item item;
    std::optional<std::uint32_t> begins;
  };

  bool has_begun(const Waiting& waiting) const noexcept;
  void advance();

  std::deque<Waiting> waiting_;
  std::optional<Item> current_;
  bool told_ = true;
  std::optional<std::int64_t> heard_;  // the position last told; before the first, the latest packet's
  bool exact_ = false;                 // heard_ is a position
  std::uint32_t clock_rate_hz_ = 0;
};

}  // namespace joincast::libreceiver
