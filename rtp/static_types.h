// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/export.h"

namespace joincast::rtp {

/// What a payload type means without any description (RFC 3551 section 6).
struct StaticType {
  std::uint8_t payload_type = 0;
  std::string_view encoding;        ///< as in `a=rtpmap`
  std::string_view media;           ///< `audio` or `video`; MP2T is both and counts as video
  std::uint32_t clock_rate_hz = 0;  ///< RTP clock
  std::uint8_t channels = 0;        ///< zero: not said by the type (video, MPA)
};

inline constexpr std::uint8_t kFirstDynamicType = 96;

/// None for the dynamic, reserved and unassigned types.
JOINCAST_EXPORT std::optional<StaticType> static_type(std::uint8_t payload_type) noexcept;

}  // namespace joincast::rtp
