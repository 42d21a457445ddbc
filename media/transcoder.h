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

/// Turns sound into access units of one format. Keeps what does not fill a unit for the next call.
class Encoder {
 public:
  virtual ~Encoder() = default;

  /// Appends the units that became complete.
  virtual void encode(const AudioFrame& frame, std::vector<payload::AccessUnit>& out) = 0;

  /// Pads the last unit with silence and appends it.
  virtual void flush(std::vector<payload::AccessUnit>& out) = 0;

  /// What the units are, for the session description.
  virtual const payload::Format& format() const noexcept = 0;

  /// What encode() expects.
  virtual AudioFormat input() const noexcept = 0;
};

/// Opus at 48 kHz in units of 20 ms, or L16; `bits_per_second` counts for Opus only (6,000..510,000).
JOINCAST_EXPORT Result<std::unique_ptr<Encoder>, std::string> make_encoder(payload::Codec codec,
                                                                           const AudioFormat& format,
                                                                           std::uint32_t bits_per_second);

/// Decodes one format and encodes another: for what RTP cannot carry well (Vorbis, FLAC). Works on the
/// thread that calls it; one transcoder a stream.
class Transcoder {
 public:
  virtual ~Transcoder() = default;

  /// Appends the target's units that became complete.
  virtual void transcode(const payload::AccessUnit& unit, std::vector<payload::AccessUnit>& out) = 0;

  virtual const payload::Format& output() const noexcept = 0;
};

JOINCAST_EXPORT Result<std::unique_ptr<Transcoder>, std::string> make_transcoder(const payload::Format& from,
                                                                                 payload::Codec to,
                                                                                 std::uint32_t bits_per_second);

}  // namespace joincast::media
