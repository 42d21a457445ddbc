// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>

namespace joincast {

using Duration = std::chrono::nanoseconds;

/// A point on the machine's monotonic clock: for deadlines, intervals and arrival times.
using TimePoint = std::chrono::time_point<std::chrono::steady_clock, Duration>;

/// A point in civil time (UTC): for NTP fields and for people, never for deadlines.
using WallTime = std::chrono::time_point<std::chrono::system_clock, Duration>;

/// Both clocks read at one moment, as protocol code is handed them.
struct Now {
  TimePoint mono{};
  WallTime wall{};
};

/// A deadline that never comes.
inline constexpr TimePoint kNever = TimePoint::max();

/// An NTP timestamp (RFC 3550 section 4, RFC 5905): seconds since 1900 in the upper 32 bits, their
/// fraction in the lower.
struct NtpTime {
  std::uint64_t value = 0;  ///< zero means unknown

  constexpr std::uint32_t seconds() const noexcept { return static_cast<std::uint32_t>(value >> 32); }
  constexpr std::uint32_t fraction() const noexcept { return static_cast<std::uint32_t>(value); }

  /// The middle 32 bits, as in LSR and DLSR (RFC 3550 section 6.4.1).
  constexpr std::uint32_t compact() const noexcept { return static_cast<std::uint32_t>(value >> 16); }

  friend constexpr auto operator<=>(const NtpTime&, const NtpTime&) = default;
};

/// Seconds from 1900-01-01 to 1970-01-01.
inline constexpr std::uint64_t kNtpToUnixSeconds = 2'208'988'800;

/// Civil time to NTP; exact to less than a nanosecond, era 0 and its wrap alike.
constexpr NtpTime to_ntp(WallTime time) noexcept {
  constexpr std::int64_t kSecond = 1'000'000'000;
  const std::int64_t total = time.time_since_epoch().count();
  const std::int64_t seconds = total >= 0 ? total / kSecond : -((-total + kSecond - 1) / kSecond);
  const auto rest = static_cast<std::uint64_t>(total - seconds * kSecond);
  return {(static_cast<std::uint64_t>(seconds) + kNtpToUnixSeconds) << 32 | ((rest << 32) / kSecond)};
}

/// NTP to civil time, taking the stamp to lie in 1968..2104 (RFC 4330 section 3).
constexpr WallTime to_wall(NtpTime time) noexcept {
  const std::uint64_t era = time.seconds() & 0x8000'0000u ? 0 : std::uint64_t{1} << 32;
  const auto seconds = static_cast<std::int64_t>(time.seconds() + era - kNtpToUnixSeconds);
  const auto nanoseconds = static_cast<std::int64_t>((std::uint64_t{time.fraction()} * 1'000'000'000u) >> 32);
  return WallTime{std::chrono::seconds{seconds} + Duration{nanoseconds}};
}

}  // namespace joincast
