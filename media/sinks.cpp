// SPDX-License-Identifier: LGPL-2.1-or-later
#include <algorithm>
#include <chrono>

#include "base/module.h"
#include "media/audio.h"
#include "media/sdl_module.h"
#include "media/video.h"

namespace joincast::media {
namespace {

/// Sound drains at the clock's pace; nothing is stored but the moment at which the queue runs dry.
class NullSink final : public AudioSink {
 public:
  Result<void, std::string> open(const AudioFormat&) override { return {}; }

  void write(const AudioFrame& frame) override {
    const TimePoint now = std::chrono::steady_clock::now();
    if (expecting_ && dry_at_ < now) ++underruns_;
    expecting_ = true;
    dry_at_ = std::min(std::max(dry_at_, now) + frame.duration(), now + kMaxQueued);
  }

  Duration queued() const override { return std::max(dry_at_ - std::chrono::steady_clock::now(), Duration{}); }

  void flush() override {
    dry_at_ = {};
    expecting_ = false;
  }

  void set_volume(float) override {}
  std::uint64_t underruns() const override { return underruns_; }
  bool real_time() const override { return true; }

 private:
  TimePoint dry_at_{};
  bool expecting_ = false;
  std::uint64_t underruns_ = 0;
};

}  // namespace

std::unique_ptr<AudioSink> make_null_sink() { return std::make_unique<NullSink>(); }

Result<std::unique_ptr<AudioSink>, std::string> make_sdl_sink() {
  const auto entry = load_module(SdlModule::kFile, SdlModule::kSymbol);
  if (!entry) return fail(entry.error());
  return static_cast<const SdlModule*>(*entry)->make_sink();
}

Result<std::unique_ptr<VideoSink>, std::string> make_sdl_window() {
  const auto entry = load_module(SdlModule::kFile, SdlModule::kSymbol);
  if (!entry) return fail(entry.error());
  return static_cast<const SdlModule*>(*entry)->open_window();
}

}  // namespace joincast::media
