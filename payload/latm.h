// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>

#include "payload/audio_specific_config.h"

namespace joincast::payload {

/// LATM's StreamMuxConfig (ISO 14496-3 section 1.7.3), as far as RFC 6416 streams of one AAC layer use it.
struct StreamMuxConfig {
  AudioSpecificConfig audio;
  std::uint8_t sub_frames = 1;  ///< access units in each audioMuxElement, 1..64

  friend bool operator==(const StreamMuxConfig&, const StreamMuxConfig&) = default;
};

/// From `config=` of the format parameters. Refuses several programs, layers or framings, units of fixed
/// length, and other data behind the audio.
Result<StreamMuxConfig, ParseError> parse_stream_mux_config(ByteView octets) noexcept;
Bytes to_octets(const StreamMuxConfig& config);

}  // namespace joincast::payload
