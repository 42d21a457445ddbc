// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <string>

#include "media/decoder.h"
#include "media/transcoder.h"

namespace joincast::media {

/// L16, L24 (RFC 3551 section 4.5.11, RFC 3190), PCMU and PCMA (ITU-T G.711): sound without a decoder's help.
bool is_pcm(payload::Codec codec) noexcept;

/// `format.codec` must be one of is_pcm().
Result<std::unique_ptr<Decoder>, std::string> make_pcm_decoder(const payload::Format& format);

/// Units of 5 ms, at most 8 channels.
Result<std::unique_ptr<Encoder>, std::string> make_l16_encoder(const AudioFormat& format);

}  // namespace joincast::media
