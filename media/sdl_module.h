// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "media/audio.h"
#include "media/capture.h"
#include "media/video.h"

namespace joincast::media {

/// What the module `joincast-sdl` offers. It is built with the library and never mixed with another version.
struct SdlModule {
  static constexpr const char* kFile = "joincast-sdl.so";
  static constexpr const char* kSymbol = "joincast_sdl_module";

  Result<std::unique_ptr<AudioSink>, std::string> (*make_sink)();
  Result<std::vector<std::string>, std::string> (*capture_devices)();
  Result<std::unique_ptr<AudioSource>, std::string> (*open_capture)(const std::string& name, const AudioFormat&);
  Result<std::unique_ptr<VideoSink>, std::string> (*open_window)();
};

}  // namespace joincast::media
