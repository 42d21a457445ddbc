// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "media/ts_tables.h"

namespace joincast::media {

enum class TsStreamKind : std::uint8_t { sound, picture };

/// How a stream of a programme is coded, as far as it can be decoded here.
enum class TsCodec : std::uint8_t {
  mpeg_audio,  ///< ISO/IEC 11172-3 and 13818-3
  adts,        ///< AAC in ADTS
  latm,        ///< AAC in LOAS/LATM (ISO/IEC 14496-3 section 1.7)
  ac3,         ///< ETSI TS 102 366
  eac3,        ///< the same, annex E
  mpeg_video,  ///< MPEG-1 and MPEG-2
  h264,
  hevc,
};

/// What the stream's type says (ISO/IEC 13818-1 table 2-34; ATSC A/53 part 3 for 0x81 and 0x87), and for private data
/// (0x06) its descriptors: AC-3 and enhanced AC-3 of EN 300 468 annex D, or a registered format (13818-1 section
/// 2.6.8).
std::optional<TsCodec> codec_of(const TsPmt::Stream& stream) noexcept;

constexpr TsStreamKind kind_of(TsCodec codec) noexcept {
  return codec >= TsCodec::mpeg_video ? TsStreamKind::picture : TsStreamKind::sound;
}

}  // namespace joincast::media
