// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/bytes.h"

namespace joincast::media {

/// What a FLAC stream says of itself at its start (RFC 9639 section 8.2).
struct FlacStreamInfo {
  static constexpr std::size_t kSize = 34;  ///< octets

  std::uint16_t max_block = 0;  ///< samples of its longest frame
  std::uint32_t max_frame = 0;  ///< octets of its longest frame; zero: unknown
  std::uint32_t sample_rate_hz = 0;
  std::uint8_t channels = 0;  ///< 1..8
  std::uint8_t bits = 0;      ///< of a sample, 4..32

  friend bool operator==(const FlacStreamInfo&, const FlacStreamInfo&) = default;
};

std::optional<FlacStreamInfo> parse_flac_stream_info(ByteView octets) noexcept;

/// The header of each FLAC frame (RFC 9639 section 9.1).
struct FlacHeader {
  static constexpr std::size_t kMaxSize = 16;  ///< octets, CRC included

  std::uint32_t block = 0;           ///< samples of each channel, 1..65,536
  std::uint32_t sample_rate_hz = 0;  ///< zero: as the stream says
  std::uint8_t channels = 0;         ///< 1..8
  std::size_t size = 0;              ///< octets of this header, CRC included

  friend bool operator==(const FlacHeader&, const FlacHeader&) = default;
};

/// The header at the front, if its CRC-8 is right. kMaxSize octets are always enough.
std::optional<FlacHeader> parse_flac_header(ByteView octets) noexcept;

/// The frame checksum (RFC 9639 section 9.3), carried on: over a whole frame with its own checksum it is zero.
std::uint16_t flac_crc16(std::uint16_t crc, ByteView octets) noexcept;

}  // namespace joincast::media
