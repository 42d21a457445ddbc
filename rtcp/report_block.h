// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "base/bytes.h"
#include "base/export.h"
#include "base/time.h"

namespace joincast::rtcp {

/// How one source is being received (RFC 3550 section 6.4.1).
struct ReportBlock {
  static constexpr std::size_t kSize = 24;              ///< octets on the wire
  static constexpr std::int32_t kMaxLost = 0x7f'ffff;   ///< largest cumulative loss that fits 24 bits
  static constexpr std::int32_t kMinLost = -0x80'0000;  ///< smallest one

  std::uint32_t ssrc = 0;           ///< the source reported on
  std::uint8_t fraction_lost = 0;   ///< since the previous report, in 1/256
  std::int32_t lost = 0;            ///< since the start; negative after duplicates; clamped to 24 bits when encoded
  std::uint32_t highest_seq = 0;    ///< wraps << 16 | sequence number
  std::uint32_t jitter = 0;         ///< RTP timestamp units
  std::uint32_t last_sr = 0;        ///< middle 32 bits of its NTP time; 0: none seen
  std::uint32_t since_last_sr = 0;  ///< 1/65536 s between that report's arrival and this one's sending; 0: none seen

  friend bool operator==(const ReportBlock&, const ReportBlock&) = default;
};

/// Total: every 24 octets are some report block.
JOINCAST_EXPORT ReportBlock decode(std::span<const std::uint8_t, ReportBlock::kSize> octets) noexcept;

/// Appends the 24 octets of `block`.
JOINCAST_EXPORT void encode(const ReportBlock& block, ByteWriter& out);

/// Loss in an interval as 1/256 (RFC 3550 appendix A.3): zero when nothing was expected or duplicates outweigh
/// the loss, 255 when all of it was lost.
JOINCAST_EXPORT std::uint8_t fraction_lost(std::uint64_t expected, std::int64_t lost) noexcept;

/// A span of time in units of 1/65536 s as in DLSR; negative gives 0, more than 18 hours the largest value.
JOINCAST_EXPORT std::uint32_t to_compact(Duration duration) noexcept;

/// Units of 1/65536 s as a span of time.
JOINCAST_EXPORT Duration from_compact(std::uint32_t units) noexcept;

/// Round trip time A - LSR - DLSR (RFC 3550 section 6.4.1), where `arrival` is when the report came, on the
/// clock of the sender reports. None if the block mentions no sender report, or if the result is negative or
/// above a minute: then one side lies or a clock was set. A negative result of at most 10 ms is taken for zero.
JOINCAST_EXPORT std::optional<Duration> round_trip(const ReportBlock& block, NtpTime arrival) noexcept;

}  // namespace joincast::rtcp
