// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "base/export.h"

namespace joincast::payload {

/// The header in front of each AAC frame in an ADTS stream (ISO 14496-3 section 1.A.3).
struct AdtsHeader {
  static constexpr std::size_t kSize = 7;  ///< octets without CRC

  bool has_crc = false;                    ///< then two octets more
  std::uint8_t object_type = 2;            ///< 1 Main, 2 LC, 3 SSR, 4 LTP
  std::uint32_t sample_rate_hz = 0;        ///< of the core, also where SBR doubles it
  std::uint8_t channel_configuration = 0;  ///< 1..7; zero: in the frame's program config element
  std::size_t frame_size = 0;              ///< octets, header included
  std::uint8_t raw_blocks = 1;             ///< 1..4, of 1,024 samples each

  constexpr std::size_t header_size() const noexcept { return has_crc ? 9 : 7; }

  friend bool operator==(const AdtsHeader&, const AdtsHeader&) = default;
};

/// The header at the front of `octets`. None for fewer than seven octets, reserved values, and a frame
/// that would be smaller than its header.
JOINCAST_EXPORT std::optional<AdtsHeader> parse_adts_header(ByteView octets) noexcept;

/// Appends a header for a frame of `frame_size` octets in all, without CRC.
JOINCAST_EXPORT void write_adts_header(Bytes& out, const AdtsHeader& header);

}  // namespace joincast::payload
