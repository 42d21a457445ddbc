// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtp/static_types.h"

#include <algorithm>
#include <array>

namespace joincast::rtp {
namespace {

// RFC 3551 tables 4 and 5.
constexpr std::array kTypes = {
    StaticType{0, "PCMU", "audio", 8000, 1},   StaticType{3, "GSM", "audio", 8000, 1},
    StaticType{4, "G723", "audio", 8000, 1},   StaticType{5, "DVI4", "audio", 8000, 1},
    StaticType{6, "DVI4", "audio", 16000, 1},  StaticType{7, "LPC", "audio", 8000, 1},
    StaticType{8, "PCMA", "audio", 8000, 1},   StaticType{9, "G722", "audio", 8000, 1},
    StaticType{10, "L16", "audio", 44100, 2},  StaticType{11, "L16", "audio", 44100, 1},
    StaticType{12, "QCELP", "audio", 8000, 1}, StaticType{13, "CN", "audio", 8000, 1},
    StaticType{14, "MPA", "audio", 90000, 0},  StaticType{15, "G728", "audio", 8000, 1},
    StaticType{16, "DVI4", "audio", 11025, 1}, StaticType{17, "DVI4", "audio", 22050, 1},
    StaticType{18, "G729", "audio", 8000, 1},  StaticType{25, "CelB", "video", 90000, 0},
    StaticType{26, "JPEG", "video", 90000, 0}, StaticType{28, "nv", "video", 90000, 0},
    StaticType{31, "H261", "video", 90000, 0}, StaticType{32, "MPV", "video", 90000, 0},
    StaticType{33, "MP2T", "video", 90000, 0}, StaticType{34, "H263", "video", 90000, 0},
};

}  // namespace

std::optional<StaticType> static_type(std::uint8_t payload_type) noexcept {
  const auto found = std::find_if(kTypes.begin(), kTypes.end(),
                                  [&](const StaticType& type) { return type.payload_type == payload_type; });
  if (found == kTypes.end()) return std::nullopt;
  return *found;
}

}  // namespace joincast::rtp
