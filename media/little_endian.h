// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace joincast::media {

/// The first four octets, least first; those that are missing count as zero.
constexpr std::uint32_t little_u32(ByteView octets) noexcept {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4 && i < octets.size(); ++i) value |= static_cast<std::uint32_t>(octets[i]) << 8 * i;
  return value;
}

/// Appends the lowest `size` octets of `value`, least first.
inline void append_little(Bytes& out, std::uint64_t value, unsigned size) {
  for (unsigned i = 0; i < size; ++i) out.push_back(static_cast<std::uint8_t>(value >> 8 * i));
}

}  // namespace joincast::media
