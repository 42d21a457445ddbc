// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "media/sdl_module.h"

namespace joincast::media {

// What stands inside the module `joincast-sdl` only.

/// SDL's part for sound, counted: each time wants its SDL_QuitSubSystem(). False: SDL_GetError() tells why.
bool begin_sdl_audio();

/// See capture.h.
Result<std::vector<std::string>, std::string> sdl_capture_devices();
Result<std::unique_ptr<AudioSource>, std::string> open_sdl_capture(const std::string& name, const AudioFormat& format);

/// See video.h.
Result<std::unique_ptr<VideoSink>, std::string> open_sdl_window();

}  // namespace joincast::media
