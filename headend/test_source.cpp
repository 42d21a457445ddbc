// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/test_source.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <numbers>

namespace joincast::headend {
namespace {

constexpr double kAmplitude = 3'276;
constexpr std::uint32_t kFastestChannel = 64'000;  ///< samples a second
constexpr std::uint32_t kUnitsPerSecond = 50;      ///< at least

std::uint8_t channels_for(std::uint32_t samples_per_second) {
  for (const std::uint8_t channels : std::initializer_list<std::uint8_t>{1, 2, 4, 6})
    if (samples_per_second / channels <= kFastestChannel) return channels;
  return 8;
}

}  // namespace

TestSource::TestSource(const TestConfig& config, std::size_t max_payload) {
  const std::uint32_t samples_per_second = config.rate / 16;
  const std::uint8_t channels = channels_for(samples_per_second);
  format_ = payload::pcm_format(payload::Codec::l16, samples_per_second / channels, channels);
  const std::size_t frame = std::size_t{2} * channels;
  samples_per_unit_ =
      std::min(static_cast<std::uint32_t>(max_payload / frame), format_.sample_rate_hz / kUnitsPerSecond);
  period_ = std::max(2u, (format_.sample_rate_hz + config.tone_hz / 2) / config.tone_hz);
  ByteWriter out(wave_);
  for (std::uint32_t n = 0; n < period_ + samples_per_unit_; ++n) {
    const double angle = 2 * std::numbers::pi * (n % period_) / period_;
    const auto sample = static_cast<std::int16_t>(std::lround(kAmplitude * std::sin(angle)));
    for (unsigned channel = 0; channel < channels; ++channel) out.u16(static_cast<std::uint16_t>(sample));
  }
}

double TestSource::tone_hz() const noexcept { return static_cast<double>(format_.sample_rate_hz) / period_; }

payload::AccessUnit TestSource::next() {
  const std::size_t frame = std::size_t{2} * format_.channels;
  const auto begin = wave_.begin() + static_cast<std::ptrdiff_t>(phase_ * frame);
  payload::AccessUnit unit;
  unit.octets.assign(begin, begin + static_cast<std::ptrdiff_t>(samples_per_unit_ * frame));
  unit.duration = samples_per_unit_;
  phase_ = (phase_ + samples_per_unit_) % period_;
  return unit;
}

}  // namespace joincast::headend
