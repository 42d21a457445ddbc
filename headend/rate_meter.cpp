// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/rate_meter.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace joincast::headend {
namespace {

constexpr std::uint32_t kLeastDeclared_kbps = 8;
constexpr std::uint32_t kMostDeclared_kbps = 20'000;
constexpr std::uint64_t kUsualPackets = 50;  ///< a second

}  // namespace

std::uint64_t expected_rate(const payload::Format& format, std::uint32_t declared_kbps, unsigned frames_per_packet,
                            std::size_t max_payload) noexcept {
  const bool l16 = format.codec == payload::Codec::l16;
  const bool pcm = l16 || format.codec == payload::Codec::l24;
  const bool credible = declared_kbps >= kLeastDeclared_kbps && declared_kbps <= kMostDeclared_kbps;
  std::uint64_t sound = credible ? declared_kbps * 1'000u : 0u;
  if (pcm) sound = std::uint64_t{format.sample_rate_hz} * format.channels * (l16 ? 16u : 24u);
  if (sound == 0) return 0;
  std::uint64_t packets = kUsualPackets;
  if (format.samples_per_frame != 0 && format.sample_rate_hz != 0)
    packets = std::max(1u, format.sample_rate_hz / format.samples_per_frame);
  if (format.codec == payload::Codec::mpa) packets /= std::max(1u, frames_per_packet);
  packets = std::max(packets, sound / 8 / std::max<std::size_t>(1, max_payload));
  return sound + packets * 8 * kWireHeaders;
}

void RateMeter::begin_format(std::uint64_t expected_bps) noexcept {
  *this = RateMeter(expected_bps != 0 ? expected_bps : bps_);
}

bool RateMeter::count(std::size_t octets, Duration media) noexcept {
  window_.octets += octets;
  window_.media += media;
  if (window_.media < kWindow) return false;
  const Amount window = std::exchange(window_, {});
  const bool first = std::exchange(first_, false);
  if (!differs(window)) {
    away_ = {};
    windows_away_ = 0;
    return false;
  }
  away_.octets += window.octets;
  away_.media += window.media;
  if (!first && ++windows_away_ < kLasting) return false;
  const Amount away = std::exchange(away_, {});
  windows_away_ = 0;
  if (!differs(away)) return false;
  bps_ = static_cast<std::uint64_t>(std::llround(away.bps()));
  return true;
}

double RateMeter::Amount::bps() const noexcept {
  return static_cast<double>(octets) * 8 / std::chrono::duration<double>(media).count();
}

bool RateMeter::differs(const Amount& amount) const noexcept {
  const auto present = static_cast<double>(bps_);
  return std::abs(amount.bps() - present) > kTolerance * present;
}

}  // namespace joincast::headend
