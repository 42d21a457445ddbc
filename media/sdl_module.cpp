// SPDX-License-Identifier: LGPL-2.1-or-later
#include <SDL2/SDL.h>

#include <algorithm>
#include <bit>
#include <chrono>

#include "media/sample_ring.h"
#include "media/sdl_parts.h"

namespace joincast::media {
namespace {

/// What the device takes at once, in sample frames: 23 to 46 ms. It is the device's own share of the delay, and each
/// time costs a wake-up. A power of two, because with anything else SDL's drivers without a device lose time.
std::uint16_t device_frames(const AudioFormat& format) {
  return static_cast<std::uint16_t>(std::bit_floor(format.sample_rate_hz * 47 / 1000));
}

class SdlSink final : public AudioSink {
 public:
  ~SdlSink() override {
    close();
    SDL_QuitSubSystem(SDL_INIT_AUDIO);  // counted: the pair of the one in make_sink()
  }

  Result<void, std::string> open(const AudioFormat& format) override {
    if (device_ != 0 && format == format_) return {};
    close();
    SDL_AudioSpec wanted{};
    wanted.freq = static_cast<int>(format.sample_rate_hz);
    wanted.format = AUDIO_F32SYS;
    wanted.channels = format.channels;
    wanted.samples = device_frames(format);
    wanted.callback = [](void* self, Uint8* out, int size) {
      static_cast<SdlSink*>(self)->play(reinterpret_cast<float*>(out), static_cast<std::size_t>(size) / sizeof(float));
    };
    wanted.userdata = this;
    device_ = SDL_OpenAudioDevice(nullptr, 0, &wanted, nullptr, 0);
    if (device_ == 0)
      return fail(std::string("no sound device: ") + SDL_GetError() + "; try --sink null or set SDL_AUDIODRIVER");
    format_ = format;
    period_ = duration_of(std::size_t{wanted.samples} * format.channels);
    queue_.reset(samples_in(kMaxQueued));
    expecting_ = false;
    SDL_PauseAudioDevice(device_, 0);
    return {};
  }

  void write(const AudioFrame& frame) override {
    if (device_ == 0) return;
    SDL_LockAudioDevice(device_);
    queue_.write(frame.samples.data(), frame.samples.size());
    expecting_ = true;
    SDL_UnlockAudioDevice(device_);
  }

  Duration queued() const override {
    if (device_ == 0) return {};
    SDL_LockAudioDevice(device_);
    const std::size_t samples = queue_.size();
    const TimePoint taken = taken_;
    SDL_UnlockAudioDevice(device_);
    return duration_of(samples) + left(taken);
  }

  Duration period() const override { return period_; }

  Duration lasts() const override {
    if (device_ == 0) return {};
    SDL_LockAudioDevice(device_);
    const std::size_t samples = queue_.size();
    const TimePoint taken = taken_;
    SDL_UnlockAudioDevice(device_);
    return left(taken) + duration_of(samples) / period_ * period_;
  }

  void flush() override {
    if (device_ == 0) return;
    SDL_LockAudioDevice(device_);
    queue_.clear();
    expecting_ = false;
    SDL_UnlockAudioDevice(device_);
  }

  void set_volume(float volume) override {
    if (device_ != 0) SDL_LockAudioDevice(device_);
    volume_ = std::clamp(volume, 0.0f, 2.0f);
    if (device_ != 0) SDL_UnlockAudioDevice(device_);
  }

  std::uint64_t underruns() const override {
    if (device_ == 0) return underruns_;
    SDL_LockAudioDevice(device_);
    const std::uint64_t count = underruns_;
    SDL_UnlockAudioDevice(device_);
    return count;
  }

  bool real_time() const override { return true; }

 private:
  /// What the device has still to play of what it took at `taken`.
  Duration left(TimePoint taken) const {
    return std::clamp(taken + period_ - std::chrono::steady_clock::now(), Duration::zero(), period_);
  }

  Duration duration_of(std::size_t samples) const {
    return Duration{static_cast<std::int64_t>(samples / format_.channels * 1'000'000'000u / format_.sample_rate_hz)};
  }

  std::size_t samples_in(Duration duration) const {
    return static_cast<std::size_t>(std::chrono::duration<double>(duration).count() * format_.sample_rate_hz) *
           format_.channels;
  }

  /// On SDL's thread, the device locked.
  void play(float* out, std::size_t count) {
    taken_ = std::chrono::steady_clock::now();
    const std::size_t available = queue_.read(out, count);
    if (volume_ != 1.0f)
      for (std::size_t i = 0; i < available; ++i) out[i] = std::clamp(out[i] * volume_, -1.0f, 1.0f);
    std::fill(out + available, out + count, 0.0f);
    if (available < count && expecting_) {
      ++underruns_;
      expecting_ = false;  // one dry spell counts once
    }
  }

  void close() {
    if (device_ != 0) SDL_CloseAudioDevice(device_);
    device_ = 0;
    queue_.clear();
  }

  SDL_AudioDeviceID device_ = 0;
  AudioFormat format_;
  Duration period_{};
  SampleRing queue_;  // the members below: device locked
  TimePoint taken_{};
  float volume_ = 1.0f;
  bool expecting_ = false;
  std::uint64_t underruns_ = 0;
};

Result<std::unique_ptr<AudioSink>, std::string> make_sink() {
  if (!begin_sdl_audio())
    return fail(std::string("no sound: ") + SDL_GetError() + "; try --sink null or set SDL_AUDIODRIVER");
  return std::make_unique<SdlSink>();
}

}  // namespace
}  // namespace joincast::media

extern "C" JOINCAST_EXPORT const joincast::media::SdlModule joincast_sdl_module{
    &joincast::media::make_sink, &joincast::media::sdl_capture_devices, &joincast::media::open_sdl_capture,
    &joincast::media::open_sdl_window};
