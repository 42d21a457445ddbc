// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "media/audio.h"

namespace joincast::media {

/// Sound that television has and radio here has not.
enum class SoundStreamCodec : std::uint8_t { latm, ac3, eac3 };

struct TimedSound {
  AudioFrame frame;
  std::optional<std::int64_t> pts;  ///< of its first sample, on the scale of what came in; none: right behind the last
};

/// Turns a stream of coded sound into sound; where its frames begin and end it finds by itself. Not thread-safe.
class SoundStreamDecoder {
 public:
  virtual ~SoundStreamDecoder() = default;

  /// Takes the octets of one PES packet, of any number of frames or parts of them. What is damaged appends nothing and
  /// is counted.
  virtual void decode(ByteView octets, std::optional<std::int64_t> pts, std::vector<TimedSound>& out) = 0;

  /// Forgets everything: what follows begins elsewhere.
  virtual void reset() = 0;

  virtual std::uint64_t damaged_units() const noexcept = 0;
};

/// By FFmpeg's module, loaded on first use.
Result<std::unique_ptr<SoundStreamDecoder>, std::string> make_sound_stream_decoder(SoundStreamCodec codec);

}  // namespace joincast::media
