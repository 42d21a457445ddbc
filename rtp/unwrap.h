// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>

namespace joincast::rtp {

/// Widens a counter that wraps to 64 bits: each value is taken to lie within half a turn of the one
/// before. The first value comes out as it is; older ones may therefore become negative.
template <typename Wire, typename Difference>
class Unwrapper {
 public:
  std::int64_t unwrap(Wire value) noexcept {
    const std::int64_t wide = peek(value);
    last_ = wide;
    return wide;
  }

  /// What unwrap() would answer, without moving on: for values not yet trusted.
  std::int64_t peek(Wire value) const noexcept {
    if (!last_) return value;
    return *last_ + static_cast<Difference>(static_cast<Wire>(value - static_cast<Wire>(*last_)));
  }

  void reset() noexcept { last_.reset(); }

 private:
  std::optional<std::int64_t> last_;
};

/// RTP sequence numbers: the result is wraps << 16 | sequence number.
using SequenceUnwrapper = Unwrapper<std::uint16_t, std::int16_t>;

/// RTP timestamps, in the same clock units as on the wire.
using TimestampUnwrapper = Unwrapper<std::uint32_t, std::int32_t>;

}  // namespace joincast::rtp
