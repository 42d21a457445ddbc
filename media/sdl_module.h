// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <string>

#include "media/audio.h"

namespace joincast::media {

/// What the module `joincast-sdl` offers. It is built with the library and never mixed with another version.
struct SdlModule {
  static constexpr const char* kFile = "joincast-sdl.so";
  static constexpr const char* kSymbol = "joincast_sdl_module";

  Result<std::unique_ptr<AudioSink>, std::string> (*make_sink)();
};

}  // namespace joincast::media
