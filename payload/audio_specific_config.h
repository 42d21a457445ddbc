// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/bytes.h"
#include "base/export.h"
#include "base/parse_error.h"
#include "base/result.h"
#include "payload/adts_header.h"
#include "payload/format.h"

namespace joincast::payload {

/// What an AAC decoder must know (ISO 14496-3 section 1.6.2.1).
struct AudioSpecificConfig {
  /// How spectral band replication is told.
  enum class Signalling : std::uint8_t {
    implicit,      ///< not at all: the decoder finds it in the frames
    compatible,    ///< behind the core's configuration, for old decoders to overlook (sync extension 0x2b7)
    hierarchical,  ///< object type 5 or 29 in front
  };

  std::uint8_t object_type = 2;            ///< of the core: 1 Main, 2 LC, 3 SSR, 4 LTP
  std::uint32_t sample_rate_hz = 0;        ///< of the core
  std::uint8_t channel_configuration = 0;  ///< 1..7; zero: a program config element follows
  bool short_frames = false;               ///< 960 samples a frame, not 1,024
  bool sbr = false;
  bool parametric_stereo = false;       ///< mono core, two channels out
  std::uint32_t extension_rate_hz = 0;  ///< behind SBR; zero without
  Signalling signalling = Signalling::implicit;

  constexpr std::uint32_t samples_per_frame() const noexcept { return short_frames ? 960 : 1024; }
  /// Of the core: 1..6 and 8; zero: not told here.
  constexpr std::uint8_t channels() const noexcept { return channel_configuration == 7 ? 8 : channel_configuration; }

  friend bool operator==(const AudioSpecificConfig&, const AudioSpecificConfig&) = default;
};

/// General audio object types 1 to 4, alone or below SBR and PS; others are refused.
JOINCAST_EXPORT Result<AudioSpecificConfig, ParseError> parse_audio_specific_config(ByteView octets) noexcept;

/// Without a program config element.
JOINCAST_EXPORT Bytes to_octets(const AudioSpecificConfig& config);

/// What an ADTS header says. SBR, if any, stays implicit, so that the RTP clock is the core's rate and a frame 1,024
/// ticks.
JOINCAST_EXPORT AudioSpecificConfig config_of(const AdtsHeader& header) noexcept;

/// A stream of such frames. The RTP clock is the rate of the core (RFC 3640 section 2.1 leaves it to the sender;
/// see docs/aac-clock.md), whatever SBR makes of it.
JOINCAST_EXPORT Format aac_format(const AudioSpecificConfig& config);

}  // namespace joincast::payload
