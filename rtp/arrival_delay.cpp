// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtp/arrival_delay.h"

#include <algorithm>

namespace joincast::rtp {
namespace {

constexpr std::int64_t kDriftDivisor = 2000;                 // the quickest ages by 500 ppm
constexpr double kShrinkTime = 60e9;                         // ns in which the need falls to 1/e
constexpr Duration kLongestStep = std::chrono::seconds(60);  // between packets, for both of these

}  // namespace

void ArrivalDelay::set_clock_rate(std::uint32_t clock_rate_hz) noexcept {
  const double wanted = clock_rate_hz == 0 ? 0 : 1e9 / clock_rate_hz;
  if (wanted == ns_per_tick_) return;
  ns_per_tick_ = wanted;
  started_ = false;
}

void ArrivalDelay::reset() noexcept {
  started_ = false;
  needed_ = {};
}

void ArrivalDelay::update(std::int64_t timestamp, TimePoint arrival) noexcept {
  if (ns_per_tick_ == 0) return;
  const auto restart = [&] {
    started_ = true;
    base_timestamp_ = timestamp;
    base_arrival_ = last_arrival_ = arrival;
    quickest_ = {};
  };
  if (!started_) return restart();

  const double media = static_cast<double>(timestamp - base_timestamp_) * ns_per_tick_;
  const double late = static_cast<double>((arrival - base_arrival_ - quickest_).count()) - media;
  if (late > static_cast<double>(kMax.count()) || late < -static_cast<double>(kMax.count())) return restart();

  const Duration step = std::clamp(arrival - last_arrival_, Duration{0}, kLongestStep);
  last_arrival_ = std::max(last_arrival_, arrival);
  needed_ -= Duration(static_cast<std::int64_t>(static_cast<double>(needed_.count()) *
                                                std::min(1.0, static_cast<double>(step.count()) / kShrinkTime)));
  const auto behind = Duration(static_cast<std::int64_t>(late));
  if (behind < Duration{0}) {
    quickest_ += behind;
  } else {
    needed_ = std::max(needed_, behind);
    quickest_ += std::min(step / kDriftDivisor, behind);
  }
}

}  // namespace joincast::rtp
