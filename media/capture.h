// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/export.h"
#include "base/result.h"
#include "base/time.h"
#include "media/audio.h"

namespace joincast::media {

/// What a sound device hears, at the pace of its own clock. One thread a source.
class AudioSource {
 public:
  virtual ~AudioSource() = default;

  enum class Heard : std::uint8_t {
    sound,
    nothing,  ///< the patience is over
    gone,     ///< the device is no more
  };

  /// Fills `frame` with all that was heard since the last call; waits for it as long as `patience`. Of what is not
  /// fetched within a second the oldest is lost.
  virtual Heard read(AudioFrame& frame, Duration patience) = 0;
};

/// The devices that can be heard, by name, as the system's sound server (or ALSA) calls them; those that carry what
/// this machine itself plays ("Monitor of ...") are among them. `SDL_AUDIODRIVER` picks the driver as usual. By SDL2,
/// loaded on first use.
JOINCAST_EXPORT Result<std::vector<std::string>, std::string> capture_devices();

/// Opens a device of that list, or the system's choice if `name` is empty, and begins to hear. Its sound is brought to
/// `format`. The error is for people.
JOINCAST_EXPORT Result<std::unique_ptr<AudioSource>, std::string> open_capture(const std::string& name,
                                                                               const AudioFormat& format);

}  // namespace joincast::media
