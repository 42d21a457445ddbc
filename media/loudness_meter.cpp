// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/loudness_meter.h"

#include <ebur128.h>

#include <algorithm>

namespace joincast::media {
namespace {

constexpr Duration kShortTerm = std::chrono::seconds(3);
constexpr double kSilence = -70;  // LUFS: the absolute gate

struct Destroy {
  void operator()(ebur128_state* state) const noexcept { ebur128_destroy(&state); }
};

}  // namespace

struct LoudnessMeter::Impl {
  AudioFormat format;
  std::unique_ptr<ebur128_state, Destroy> state;  // null: no memory, or a format that cannot be
  Duration measured{};
  double peak = 0;
};

LoudnessMeter::LoudnessMeter(const AudioFormat& format) : impl_(std::make_unique<Impl>()) {
  impl_->format = format;
  if (format.channels == 0 || format.sample_rate_hz == 0) return;
  constexpr int kMode = EBUR128_MODE_I | EBUR128_MODE_S | EBUR128_MODE_TRUE_PEAK | EBUR128_MODE_HISTOGRAM;
  impl_->state.reset(ebur128_init(format.channels, format.sample_rate_hz, kMode));
}

LoudnessMeter::~LoudnessMeter() = default;
LoudnessMeter::LoudnessMeter(LoudnessMeter&&) noexcept = default;
LoudnessMeter& LoudnessMeter::operator=(LoudnessMeter&&) noexcept = default;

void LoudnessMeter::add(const AudioFrame& frame) {
  if (!impl_->state || frame.format != impl_->format) return;
  ebur128_add_frames_float(impl_->state.get(), frame.samples.data(), frame.frame_count());
  impl_->measured += frame.duration();
  for (unsigned channel = 0; channel < frame.format.channels; ++channel) {
    double peak = 0;
    if (ebur128_prev_true_peak(impl_->state.get(), channel, &peak) == EBUR128_SUCCESS)
      impl_->peak = std::max(impl_->peak, peak);
  }
}

Duration LoudnessMeter::measured() const noexcept { return impl_->measured; }

std::optional<double> LoudnessMeter::short_term() const {
  double lufs = 0;
  if (!impl_->state || impl_->measured < kShortTerm) return std::nullopt;
  if (ebur128_loudness_shortterm(impl_->state.get(), &lufs) != EBUR128_SUCCESS || !(lufs > kSilence))
    return std::nullopt;
  return lufs;
}

std::optional<double> LoudnessMeter::integrated() const {
  double lufs = 0;
  if (!impl_->state) return std::nullopt;
  if (ebur128_loudness_global(impl_->state.get(), &lufs) != EBUR128_SUCCESS || !(lufs >= kSilence)) return std::nullopt;
  return lufs;
}

double LoudnessMeter::true_peak() const noexcept { return impl_->peak; }

}  // namespace joincast::media
