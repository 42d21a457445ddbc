// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/export.h"
#include "base/result.h"
#include "base/time.h"

namespace joincast::media {

/// How decoded sound is laid out: always interleaved 32-bit float.
struct AudioFormat {
  std::uint32_t sample_rate_hz = 0;  ///< 8,000..192,000
  std::uint8_t channels = 0;         ///< 1..8, in the order of WAVE_FORMAT_EXTENSIBLE

  friend bool operator==(const AudioFormat&, const AudioFormat&) = default;
};

/// A piece of decoded sound.
struct AudioFrame {
  AudioFormat format;
  std::vector<float> samples;  ///< interleaved, full scale is -1..1; size is channels x frame_count()

  /// Sample instants, each with one value a channel.
  std::size_t frame_count() const noexcept { return format.channels ? samples.size() / format.channels : 0; }

  Duration duration() const noexcept {
    if (format.sample_rate_hz == 0) return {};
    return Duration{static_cast<std::int64_t>(frame_count() * 1'000'000'000u / format.sample_rate_hz)};
  }
};

/// Where sound goes. One thread feeds it; no call blocks for longer than the device's own opening.
class AudioSink {
 public:
  virtual ~AudioSink() = default;

  /// Gets ready for this format, again after a change. The message says what to do about a failure.
  virtual Result<void, std::string> open(const AudioFormat& format) = 0;

  /// Queues a frame of the format opened. Frames beyond max_queued() drop the oldest sound and are counted.
  virtual void write(const AudioFrame& frame) = 0;

  /// Sound accepted and not yet heard.
  virtual Duration queued() const = 0;

  /// How much the device takes at once; zero: it drains evenly.
  virtual Duration period() const { return {}; }

  /// For how long the device finds what it wants without another write.
  virtual Duration lasts() const { return queued(); }

  /// Forgets what is queued, for a channel change.
  virtual void flush() = 0;

  virtual void set_volume(float volume) = 0;  ///< linear, 0 silent, 1 unchanged, at most 2

  /// Times the device ran dry while sound was expected.
  virtual std::uint64_t underruns() const = 0;

  /// Whether the device itself sets the pace; false for files, which swallow sound at once.
  virtual bool real_time() const = 0;
};

/// The most that a real-time sink queues.
inline constexpr Duration kMaxQueued = std::chrono::seconds{5};

/// The sound card by SDL2, loaded on first use. `SDL_AUDIODRIVER` picks the driver as usual.
JOINCAST_EXPORT Result<std::unique_ptr<AudioSink>, std::string> make_sdl_sink();

/// Plays silently at the pace of the monotonic clock: a sound card for machines without one.
JOINCAST_EXPORT std::unique_ptr<AudioSink> make_null_sink();

/// Writes a RIFF WAVE file of 32-bit floats; its header is right after each write, so that a file cut
/// short by a crash still plays. A change of format starts a numbered file beside it (`sound-2.wav`).
JOINCAST_EXPORT Result<std::unique_ptr<AudioSink>, std::string> make_wav_sink(const std::string& path);

}  // namespace joincast::media
