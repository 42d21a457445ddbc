// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>

#include "base/export.h"
#include "base/time.h"
#include "libreceiver/event.h"
#include "payload/format.h"

namespace joincast::gateway {

/// A frame on its way to clients, who share it.
struct Piece {
  std::shared_ptr<const payload::AccessUnit> unit;  ///< never null; its timestamps never leap, whoever sends
  std::shared_ptr<const libreceiver::Item> item;    ///< what plays with it; null: nobody said
  TimePoint arrived{};
};

/// What one client has not taken yet. When that is too much, the oldest frames go, whole ones: he hears a gap, and
/// nobody else does.
class JOINCAST_EXPORT Backlog {
 public:
  explicit Backlog(std::size_t most_octets) noexcept : most_octets_(most_octets) {}

  /// A frame that alone is too large is dropped itself.
  void push(Piece piece);
  /// The oldest; behind one that was dropped it says `after_loss`.
  std::optional<Piece> pop();

  bool empty() const noexcept { return pieces_.empty(); }
  std::size_t octets() const noexcept { return octets_; }
  std::uint64_t dropped() const noexcept { return dropped_; }  ///< frames, since ever

 private:
  void drop_oldest();

  std::size_t most_octets_;
  std::size_t octets_ = 0;
  std::uint64_t dropped_ = 0;
  bool gap_ = false;  // something was dropped in front of the oldest
  std::deque<Piece> pieces_;
};

}  // namespace joincast::gateway
