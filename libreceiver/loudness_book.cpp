// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/loudness_book.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace joincast::libreceiver {
namespace {

constexpr double kQuietest = -70, kLoudest = 10;  // LUFS
constexpr double kHighestPeak = 16;
constexpr Duration kMostTrusted = std::chrono::minutes(10);

bool is_plausible(const Loudness& loudness) {
  return loudness.lufs >= kQuietest && loudness.lufs <= kLoudest && loudness.peak >= 0 &&
         loudness.peak <= kHighestPeak && loudness.measured > Duration::zero();
}

bool is_key(std::string_view key) {
  return !key.empty() && key.size() <= LoudnessBook::kLongestKey &&
         std::none_of(key.begin(), key.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

std::string fixed(double value) {
  std::array<char, 64> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed, 4).ptr;
  return {digits.data(), end};
}

/// Takes a number and the tab behind it off the line's front.
std::optional<double> take_number(std::string_view& line) {
  double value = 0;
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), value);
  if (error != std::errc() || end == line.data() + line.size() || *end != '\t') return std::nullopt;
  line.remove_prefix(static_cast<std::size_t>(end - line.data()) + 1);
  return value;
}

}  // namespace

double even_gain_db(const Loudness& loudness) noexcept {
  const double gain = std::clamp(kEvenLufs - loudness.lufs, kLeastGainDb, kMostGainDb);
  return loudness.peak > 0 ? std::min(gain, -20 * std::log10(loudness.peak)) : gain;
}

Loudness combine(const Loudness& known, const Loudness& now) noexcept {
  const double before = std::chrono::duration<double>(std::min(known.measured, kMostTrusted)).count();
  const double added = std::chrono::duration<double>(now.measured).count();
  if (before + added <= 0) return known;
  const double energy = (std::pow(10, known.lufs / 10) * before + std::pow(10, now.lufs / 10) * added);
  return {10 * std::log10(energy / (before + added)), std::max(known.peak, now.peak),
          std::min(known.measured, kMostTrusted) + now.measured};
}

std::optional<Loudness> LoudnessBook::find(const std::string& key) const {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(key);
  if (found == entries_.end()) return std::nullopt;
  return found->second.loudness;
}

void LoudnessBook::put(const std::string& key, const Loudness& loudness) {
  if (!is_key(key) || !is_plausible(loudness)) return;
  const std::lock_guard lock(mutex_);
  Entry& entry = entries_[key];
  if (entry.order != 0) by_age_.erase(entry.order);
  entry = {loudness, ++order_};
  by_age_.emplace(order_, key);
  if (entries_.size() <= kMost) return;
  entries_.erase(by_age_.begin()->second);
  by_age_.erase(by_age_.begin());
}

std::size_t LoudnessBook::size() const {
  const std::lock_guard lock(mutex_);
  return entries_.size();
}

std::uint64_t LoudnessBook::changes() const {
  const std::lock_guard lock(mutex_);
  return order_;
}

std::string LoudnessBook::to_text() const {
  const std::lock_guard lock(mutex_);
  std::string text;
  for (const auto& [order, key] : by_age_) {
    const Loudness& loudness = entries_.at(key).loudness;
    const double seconds = std::chrono::duration<double>(loudness.measured).count();
    text += fixed(loudness.lufs) + '\t' + fixed(loudness.peak) + '\t' + fixed(seconds) + '\t' + key + '\n';
  }
  return text;
}

void LoudnessBook::read(std::string_view text) {
  constexpr double kLongest = 86'400.0 * 365;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const auto lufs = take_number(line), peak = lufs ? take_number(line) : std::nullopt,
               seconds = peak ? take_number(line) : std::nullopt;
    if (!seconds || !(*seconds > 0) || *seconds > kLongest) continue;
    put(std::string(line),
        {*lufs, *peak, std::chrono::duration_cast<Duration>(std::chrono::duration<double>(*seconds))});
  }
}

}  // namespace joincast::libreceiver
