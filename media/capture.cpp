// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/capture.h"

#include "base/module.h"
#include "media/sdl_module.h"

namespace joincast::media {
namespace {

Result<const SdlModule*, std::string> sdl() {
  const auto entry = load_module(SdlModule::kFile, SdlModule::kSymbol);
  if (!entry) return fail(entry.error());
  return static_cast<const SdlModule*>(*entry);
}

}  // namespace

Result<std::vector<std::string>, std::string> capture_devices() {
  const auto module = sdl();
  if (!module) return fail(module.error());
  return (*module)->capture_devices();
}

Result<std::unique_ptr<AudioSource>, std::string> open_capture(const std::string& name, const AudioFormat& format) {
  const auto module = sdl();
  if (!module) return fail(module.error());
  return (*module)->open_capture(name, format);
}

}  // namespace joincast::media
