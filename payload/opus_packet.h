// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "base/export.h"

namespace joincast::payload {

/// Length of an Opus packet in samples at 48 kHz, 120..5760, from its TOC (RFC 6716 section 3.1). None for an
/// empty packet and for one of more than 120 ms.
JOINCAST_EXPORT std::optional<std::uint32_t> opus_duration(ByteView packet) noexcept;

/// What its TOC says: 1 or 2 channels; zero for an empty packet.
JOINCAST_EXPORT std::uint8_t opus_channels(ByteView packet) noexcept;

/// The identification header of an Ogg stream (RFC 7845 section 5.1), as decoders take it for configuration.
struct OpusHead {
  std::uint8_t channels = 2;                ///< 1..255
  std::uint16_t pre_skip = 0;               ///< samples at 48 kHz to be dropped at the start
  std::uint32_t input_sample_rate = 48000;  ///< Hz, of what was encoded; only for people
  std::int16_t output_gain = 0;             ///< 1/256 dB
  std::uint8_t mapping_family = 0;          ///< 0: mono or stereo, all that RFC 7587 carries

  friend bool operator==(const OpusHead&, const OpusHead&) = default;
};

JOINCAST_EXPORT std::optional<OpusHead> parse_opus_head(ByteView octets) noexcept;
JOINCAST_EXPORT Bytes to_octets(const OpusHead& head);  ///< for mapping family 0

}  // namespace joincast::payload
