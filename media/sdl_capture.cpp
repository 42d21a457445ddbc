// SPDX-License-Identifier: LGPL-2.1-or-later
#include <SDL2/SDL.h>
#include <dlfcn.h>

#include <algorithm>
#include <bit>
#include <chrono>
#include <condition_variable>
#include <mutex>

#include "media/sample_ring.h"
#include "media/sdl_parts.h"

namespace joincast::media {
namespace {

void say_nothing(const char*, int, const char*, int, const char*, ...) {}

/// ALSA tells each step of a failure on standard error; SDL's message, which we pass on, is enough.
void hush_alsa() {
  using Handler = void (*)(const char*, int, const char*, int, const char*, ...);
  void* alsa = dlopen("libasound.so.2", RTLD_LAZY | RTLD_NOLOAD);
  if (alsa == nullptr) return;
  if (void* setter = dlsym(alsa, "snd_lib_error_set_handler")) reinterpret_cast<int (*)(Handler)>(setter)(&say_nothing);
  dlclose(alsa);
}

class SdlCapture final : public AudioSource {
 public:
  explicit SdlCapture(const AudioFormat& format) : format_(format) {
    ring_.reset(std::size_t{format.sample_rate_hz} * format.channels);
  }
  ~SdlCapture() override {
    if (device_ != 0) SDL_CloseAudioDevice(device_);
    SDL_QuitSubSystem(SDL_INIT_AUDIO);  // the pair of the one in open_sdl_capture()
    SDL_TLSCleanup();                   // what SDL keeps for each thread that is not its own
  }

  bool open(const char* name) {
    SDL_AudioSpec wanted{};
    wanted.freq = static_cast<int>(format_.sample_rate_hz);
    wanted.format = AUDIO_F32SYS;
    wanted.channels = format_.channels;
    wanted.samples = static_cast<std::uint16_t>(std::bit_floor(format_.sample_rate_hz * 23 / 1000));  // 12 to 23 ms
    wanted.callback = [](void* self, Uint8* octets, int size) {
      static_cast<SdlCapture*>(self)->take(reinterpret_cast<const float*>(octets),
                                           static_cast<std::size_t>(size) / sizeof(float));
    };
    wanted.userdata = this;
    device_ = SDL_OpenAudioDevice(name, 1, &wanted, nullptr, 0);
    if (device_ == 0) return false;
    SDL_PauseAudioDevice(device_, 0);
    return true;
  }

  Heard read(AudioFrame& frame, Duration patience) override {
    // A device that is gone is silent for SDL, and goes on to be heard.
    if (SDL_GetAudioDeviceStatus(device_) == SDL_AUDIO_STOPPED) return Heard::gone;
    std::unique_lock lock(mutex_);
    if (!wake_.wait_for(lock, patience, [this] { return ring_.size() > 0; })) return Heard::nothing;
    frame.format = format_;
    frame.samples.resize(ring_.size());
    ring_.read(frame.samples.data(), frame.samples.size());
    return Heard::sound;
  }

 private:
  /// On SDL's thread.
  void take(const float* samples, std::size_t count) {
    {
      const std::lock_guard lock(mutex_);
      ring_.write(samples, count);
    }
    wake_.notify_one();
  }

  const AudioFormat format_;
  SDL_AudioDeviceID device_ = 0;
  std::mutex mutex_;
  std::condition_variable wake_;
  SampleRing ring_;
};

}  // namespace

bool begin_sdl_audio() {
  SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
  SDL_SetHint(SDL_HINT_AUDIO_INCLUDE_MONITORS, "1");
  hush_alsa();
  return SDL_InitSubSystem(SDL_INIT_AUDIO) == 0;
}

Result<std::vector<std::string>, std::string> sdl_capture_devices() {
  if (!begin_sdl_audio()) return fail(std::string("no sound system: ") + SDL_GetError());
  std::vector<std::string> names;
  const int count = SDL_GetNumAudioDevices(1);
  for (int i = 0; i < count; ++i)
    if (const char* name = SDL_GetAudioDeviceName(i, 1)) names.emplace_back(name);
  SDL_QuitSubSystem(SDL_INIT_AUDIO);
  return names;
}

Result<std::unique_ptr<AudioSource>, std::string> open_sdl_capture(const std::string& name, const AudioFormat& format) {
  if (!begin_sdl_audio()) return fail(std::string("no sound system: ") + SDL_GetError());
  auto source = std::make_unique<SdlCapture>(format);
  if (!source->open(name.empty() ? nullptr : name.c_str()))
    return fail(std::string("the sound device cannot be opened: ") + SDL_GetError());
  return source;
}

}  // namespace joincast::media
