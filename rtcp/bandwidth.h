// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <algorithm>
#include <cstdint>

namespace joincast::rtcp {

/// What RTCP may use, in bits a second on the wire, headers included (RFC 3550 section 6.2, RFC 3556).
struct Bandwidth {
  std::uint64_t senders_bps = 0;    ///< b=RS
  std::uint64_t receivers_bps = 0;  ///< b=RR; zero: receivers stay silent

  constexpr std::uint64_t total_bps() const noexcept { return senders_bps + receivers_bps; }

  friend constexpr bool operator==(const Bandwidth&, const Bandwidth&) = default;
};

/// What an any-source group may spend on RTCP at most: its feedback reaches every member.
inline constexpr std::uint64_t kAnySourceLimitBps = 16'000;

/// 5 % of the session bandwidth, a quarter of it for senders; of any-source groups at most 16 kbit/s.
constexpr Bandwidth default_bandwidth(std::uint64_t session_bps, bool any_source) noexcept {
  std::uint64_t total = session_bps / 20;
  if (any_source) total = std::min(total, kAnySourceLimitBps);
  return {total / 4, total - total / 4};
}

}  // namespace joincast::rtcp
