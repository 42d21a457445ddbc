// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/level.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace joincast::media {
namespace {

float decibels(double power) {
  return power > 0 ? std::max(kSilenceDbfs, static_cast<float>(10 * std::log10(power))) : kSilenceDbfs;
}

/// Energy of the sound in steps.
struct Steps {
  std::vector<double> squares;  // sums over a step
  std::size_t frames = 1;       // sample instants a step
};

Steps steps_of(std::span<const AudioFrame> frames, const AudioFormat& format) {
  Steps steps;
  steps.frames = std::max<std::size_t>(1, format.sample_rate_hz / 1000);
  const std::size_t values = steps.frames * format.channels;
  std::size_t filled = 0;
  double sum = 0;
  for (const AudioFrame& frame : frames) {
    if (frame.format != format) break;
    for (const float sample : frame.samples) {
      sum += double{sample} * double{sample};
      if (++filled < values) continue;
      steps.squares.push_back(std::exchange(sum, 0));
      filled = 0;
    }
  }
  return steps;
}

}  // namespace

void LevelMeter::add(const AudioFrame& frame) noexcept {
  for (const float sample : frame.samples) {
    peak_ = std::max(peak_, std::abs(sample));
    squares_ += double{sample} * double{sample};
  }
  samples_ += frame.samples.size();
}

Level LevelMeter::take() noexcept {
  Level level;
  if (samples_ > 0) {
    level.peak_dbfs = decibels(double{peak_} * double{peak_});
    level.rms_dbfs = decibels(squares_ / static_cast<double>(samples_));
  }
  *this = {};
  return level;
}

std::optional<QuietMoment> quietest_moment(std::span<const AudioFrame> frames, Duration near, Duration window) {
  if (frames.empty() || window <= Duration{}) return std::nullopt;
  const AudioFormat format = frames.front().format;
  if (format.channels == 0 || format.sample_rate_hz == 0) return std::nullopt;
  const Steps steps = steps_of(frames, format);
  const double step = 1e9 * static_cast<double>(steps.frames) / format.sample_rate_hz;  // ns
  const auto length = std::max<std::size_t>(1, static_cast<std::size_t>(static_cast<double>(window.count()) / step));
  if (steps.squares.size() < length) return std::nullopt;

  std::vector<double> before(steps.squares.size() + 1);  // energy of all steps before this one
  for (std::size_t i = 0; i < steps.squares.size(); ++i) before[i + 1] = before[i] + steps.squares[i];
  const auto middle = [&](std::size_t first) {
    return Duration{static_cast<std::int64_t>((static_cast<double>(first) + static_cast<double>(length) / 2) * step)};
  };
  std::size_t best = 0;
  double least = before[length];
  for (std::size_t first = 1; first + length < before.size(); ++first) {
    const double energy = before[first + length] - before[first];
    if (energy > least) continue;
    if (energy == least && std::chrono::abs(middle(first) - near) >= std::chrono::abs(middle(best) - near)) continue;
    best = first;
    least = energy;
  }
  return QuietMoment{middle(best), decibels(least / static_cast<double>(length * steps.frames * format.channels))};
}

}  // namespace joincast::media
