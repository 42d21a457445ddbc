// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>

namespace joincast::payload {

/// Sample rates by their index (ISO 14496-3 table 1.18).
inline constexpr std::array<std::uint32_t, 13> kAacRates = {96'000, 88'200, 64'000, 48'000, 44'100, 32'000, 24'000,
                                                            22'050, 16'000, 12'000, 11'025, 8'000,  7'350};

/// The index of a rate; none for a rate that needs to be written out.
constexpr std::optional<std::uint8_t> aac_rate_index(std::uint32_t rate) noexcept {
  for (std::uint8_t i = 0; i < kAacRates.size(); ++i)
    if (kAacRates[i] == rate) return i;
  return std::nullopt;
}

}  // namespace joincast::payload
