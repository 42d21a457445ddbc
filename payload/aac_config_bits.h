// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "payload/audio_specific_config.h"
#include "payload/bits.h"

/// AudioSpecificConfig where it does not begin or end at an octet: inside LATM's StreamMuxConfig.
namespace joincast::payload {

/// `with_extension`: what stands behind the core's configuration, if it is the extension, belongs to it.
Result<AudioSpecificConfig, ParseError> read_audio_specific_config(BitReader& in, bool with_extension) noexcept;
void write_audio_specific_config(BitWriter& out, const AudioSpecificConfig& config);

}  // namespace joincast::payload
