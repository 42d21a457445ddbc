// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>

namespace joincast {

/// A seeded source of chance (splitmix64): equal seeds give equal sequences on every machine. Not for secrets.
class Rng {
 public:
  explicit constexpr Rng(std::uint64_t seed) noexcept : state_(seed) {}

  constexpr std::uint64_t u64() noexcept {
    state_ += 0x9e37'79b9'7f4a'7c15u;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58'476d'1ce4'e5b9u;
    z = (z ^ (z >> 27)) * 0x94d0'49bb'1331'11ebu;
    return z ^ (z >> 31);
  }

  constexpr std::uint32_t u32() noexcept { return static_cast<std::uint32_t>(u64() >> 32); }

  /// Evenly from 0 to n - 1; n must not be zero.
  constexpr std::uint64_t below(std::uint64_t n) noexcept {
    const std::uint64_t biased = (0 - n) % n;  // the values that would favour small results
    std::uint64_t drawn = u64();
    while (drawn < biased) drawn = u64();
    return drawn % n;
  }

  /// Evenly from 0 (included) to 1 (excluded).
  constexpr double unit() noexcept { return static_cast<double>(u64() >> 11) * 0x1p-53; }

 private:
  std::uint64_t state_;
};

}  // namespace joincast
