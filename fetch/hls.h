// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/export.h"
#include "base/time.h"
#include "fetch/candidate.h"

namespace joincast::fetch {

/// Octets `offset` to `offset + size` of a resource (RFC 8216 section 4.3.2.2).
struct HlsRange {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;

  friend bool operator==(const HlsRange&, const HlsRange&) = default;
};

/// One segment of a media playlist.
struct HlsSegment {
  std::string url;                ///< absolute, http or https
  std::uint64_t sequence = 0;     ///< media sequence number (RFC 8216 section 4.3.3.2)
  Duration duration{};            ///< EXTINF; zero to an hour
  std::string title;              ///< behind EXTINF's comma, UTF-8 without controls
  bool discontinuity = false;     ///< EXT-X-DISCONTINUITY stands in front of it
  std::optional<HlsRange> range;  ///< EXT-X-BYTERANGE

  friend bool operator==(const HlsSegment&, const HlsSegment&) = default;
};

/// A media playlist (RFC 8216 section 4.3.3).
struct HlsMedia {
  Duration target{};                 ///< EXT-X-TARGETDURATION; one second to ten minutes
  std::uint64_t first = 0;           ///< EXT-X-MEDIA-SEQUENCE
  bool ended = false;                ///< EXT-X-ENDLIST
  std::vector<HlsSegment> segments;  ///< at most kMaxHlsSegments, the last ones
  /// Why none of it can be played: `segments are encrypted (AES-128)`; empty: it can.
  std::string obstacle;

  friend bool operator==(const HlsMedia&, const HlsMedia&) = default;
};

inline constexpr std::size_t kMaxHlsSegments = 1000;

/// Nothing when it has no EXTM3U or no target duration. `base`: the playlist's own URL.
JOINCAST_EXPORT std::optional<HlsMedia> parse_hls_media(std::string_view text, std::string_view base);

/// The variants and audio renditions of a multivariant playlist (RFC 8216 section 4.3.4), best first: sound alone in
/// front of sound with pictures, codecs that can be carried in front of others, then the highest rate up to
/// kBestHlsKbps, then the lowest above it. A variant whose sound is a rendition of its own stands for that rendition.
JOINCAST_EXPORT CandidateList read_hls_master(std::string_view text, std::string_view base);
inline constexpr std::uint32_t kBestHlsKbps = 256;

}  // namespace joincast::fetch
