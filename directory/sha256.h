// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.h"
#include "base/export.h"

namespace joincast::directory {

/// FIPS 180-4 section 6.2. For numbers, which need no secrecy.
JOINCAST_EXPORT std::array<std::uint8_t, 32> sha256(ByteView octets);

}  // namespace joincast::directory
