// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/export.h"
#include "payload/format.h"

namespace joincast::payload {

/// A coded picture of H.264 with all that belongs to it: larger ones are refused.
inline constexpr std::size_t kMaxH264Picture = std::size_t{2} << 20;

/// `sprop-parameter-sets` (RFC 6184 section 8.1): NAL units in base64, divided by commas. As Format::config has them:
/// each behind its length in 16 bits. None for anything else, or more than kMaxH264Sets or kMaxH264SetOctets.
JOINCAST_EXPORT std::optional<Bytes> parse_h264_sets(std::string_view text);
JOINCAST_EXPORT std::string h264_sets_to_text(ByteView config);

inline constexpr std::size_t kMaxH264Sets = 32;
inline constexpr std::size_t kMaxH264SetOctets = 4096;

}  // namespace joincast::payload
