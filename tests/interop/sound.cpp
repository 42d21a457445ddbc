// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/interop/sound.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <numbers>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace joincast::interop {
namespace {

struct Samples {
  double rate_hz = kBareRateHz;
  std::vector<double> values;
};

template <typename Value>
Value at(std::string_view octets, std::size_t offset) {
  Value value{};
  if (offset + sizeof value <= octets.size()) std::memcpy(&value, octets.data() + offset, sizeof value);
  return value;
}

template <typename Value>
std::vector<double> first_channel(std::string_view octets, std::size_t channels, double scale) {
  std::vector<double> values;
  const std::size_t step = channels * sizeof(Value);
  for (std::size_t i = 0; i + step <= octets.size(); i += step) values.push_back(at<Value>(octets, i) * scale);
  return values;
}

Samples read(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string whole(std::istreambuf_iterator<char>(in), {});
  std::string_view octets = whole;
  if (!octets.starts_with("RIFF")) return {kBareRateHz, first_channel<float>(octets, 1, 1.0)};
  const std::size_t data = octets.find("data");
  const auto channels = at<std::uint16_t>(octets, 22);
  if (data == octets.npos || channels == 0) return {};
  const double rate = at<std::uint32_t>(octets, 24);
  const bool floats = at<std::uint16_t>(octets, 34) == 32;
  octets.remove_prefix(std::min(octets.size(), data + 8));
  return {rate, floats ? first_channel<float>(octets, channels, 1.0)
                       : first_channel<std::int16_t>(octets, channels, 1.0 / 32'768)};
}

/// Amplitude of one frequency (Goertzel's algorithm).
double amplitude_of(std::span<const double> piece, double turn) {
  const double step = 2 * std::cos(turn);
  double one = 0, two = 0;
  for (const double value : piece) {
    const double next = value + step * one - two;
    two = one;
    one = next;
  }
  return 2 * std::sqrt(std::max(0.0, one * one + two * two - step * one * two)) / static_cast<double>(piece.size());
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

Sound hear(const std::filesystem::path& file, double tone_hz) {
  const Samples samples = read(file);
  const std::span<const double> all = samples.values;
  const auto count = static_cast<std::size_t>(samples.rate_hz / 5);
  std::vector<double> amplitudes, purities;
  for (std::size_t i = 0; count > 0 && i + count <= all.size(); i += count) {
    const auto piece = all.subspan(i, count);
    double power = 0;
    for (const double value : piece) power += value * value / static_cast<double>(count);
    const double amplitude = amplitude_of(piece, 2 * std::numbers::pi * tone_hz / samples.rate_hz);
    amplitudes.push_back(amplitude);
    purities.push_back(power > 0 ? amplitude * amplitude / 2 / power : 0);
  }
  const std::chrono::duration<double> length(samples.rate_hz > 0 ? static_cast<double>(all.size()) / samples.rate_hz
                                                                 : 0);
  return {std::chrono::duration_cast<Duration>(length), median(amplitudes), median(purities)};
}

}  // namespace joincast::interop
