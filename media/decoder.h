// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/export.h"
#include "base/result.h"
#include "media/audio.h"
#include "payload/format.h"

namespace joincast::media {

/// Turns access units of one format into sound. Not thread-safe; one decoder a stream.
class Decoder {
 public:
  virtual ~Decoder() = default;

  /// Appends what the unit decodes to; a damaged unit appends nothing and is counted. MP3
  /// behind a loss takes no octets from in front of it.
  virtual void decode(const payload::AccessUnit& unit, std::vector<AudioFrame>& out) = 0;

  /// Forgets history, after a gap or a change of station of the same format.
  virtual void reset() = 0;

  virtual std::uint64_t damaged_units() const noexcept = 0;
};

/// Whether a decoder exists for this codec (its module may still fail to load).
JOINCAST_EXPORT bool can_decode(payload::Codec codec) noexcept;

/// L16, L24, PCMU and PCMA are decoded here; for all others the FFmpeg module is loaded on first use
/// (some 15 ms). The message names the module or codec at fault.
JOINCAST_EXPORT Result<std::unique_ptr<Decoder>, std::string> make_decoder(const payload::Format& format);

/// Loads the FFmpeg module now, so that a later make_decoder() is quick. Any thread; repeatable.
JOINCAST_EXPORT Result<void, std::string> preload_decoders();

/// Changes the rate and layout of sound, and stretches it slightly to follow a sound card's clock.
class Resampler {
 public:
  virtual ~Resampler() = default;

  virtual AudioFrame convert(const AudioFrame& frame) = 0;

  /// Plays `parts_per_million` faster (positive) or slower; clamped to ±5,000.
  virtual void set_drift(double parts_per_million) = 0;

  virtual AudioFormat output() const noexcept = 0;
};

JOINCAST_EXPORT Result<std::unique_ptr<Resampler>, std::string> make_resampler(const AudioFormat& from,
                                                                               const AudioFormat& to);

}  // namespace joincast::media
