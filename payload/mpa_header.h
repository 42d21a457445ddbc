// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "base/export.h"

namespace joincast::payload {

enum class MpegVersion : std::uint8_t { mpeg1, mpeg2, mpeg2_5 };

/// The header in front of each MPEG audio frame (ISO 11172-3 section 2.4.1.3, ISO 13818-3).
struct MpaHeader {
  static constexpr std::size_t kSize = 4;             ///< octets
  static constexpr std::size_t kMaxFrameSize = 2881;  ///< of all layers and rates, octets

  MpegVersion version = MpegVersion::mpeg1;
  std::uint8_t layer = 3;      ///< 1..3
  bool has_crc = false;        ///< two octets behind the header
  std::uint32_t bit_rate = 0;  ///< bit/s
  std::uint32_t sample_rate_hz = 0;
  std::uint8_t channels = 0;   ///< 1 or 2
  std::uint32_t samples = 0;   ///< per channel: 384, 576 or 1152
  std::size_t frame_size = 0;  ///< octets, header and padding included

  /// Length in ticks of MPA's 90 kHz RTP clock, rounded to nearest.
  constexpr std::uint32_t duration_90khz() const noexcept {
    return (samples * 90'000 + sample_rate_hz / 2) / sample_rate_hz;
  }

  /// Version, layer, sample rate: what stays the same within a stream.
  constexpr bool same_stream(const MpaHeader& other) const noexcept {
    return version == other.version && layer == other.layer && sample_rate_hz == other.sample_rate_hz;
  }

  friend bool operator==(const MpaHeader&, const MpaHeader&) = default;
};

/// The header at the front of `octets`. None for fewer than four octets, reserved values, and the free
/// format, whose frame size no header tells.
JOINCAST_EXPORT std::optional<MpaHeader> parse_mpa_header(ByteView octets) noexcept;

}  // namespace joincast::payload
