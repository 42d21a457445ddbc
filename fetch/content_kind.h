// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/export.h"

namespace joincast::fetch {

/// What the body of a response is.
enum class ContentKind : std::uint8_t {
  unknown,       ///< nothing that is known
  mpa,           ///< MPEG audio: MP1, MP2, MP3
  adts,          ///< AAC in ADTS
  ogg,           ///< Opus, Vorbis or FLAC in Ogg
  flac,          ///< FLAC alone
  mpegts,        ///< MPEG transport stream
  sound,         ///< sound by what the server says; its octets tell nothing else
  mp4,           ///< ISO base media: no stream that can be cut into frames as it comes
  riff,          ///< WAV and AVI
  asf,           ///< Windows Media
  matroska,      ///< Matroska and WebM
  pls,           ///< PLS playlist
  m3u,           ///< M3U playlist, plain or extended
  hls_master,    ///< HLS multivariant playlist (RFC 8216 section 4.3.4)
  hls_media,     ///< HLS media playlist (RFC 8216 section 4.3.3)
  xspf,          ///< XSPF playlist
  asx,           ///< ASX playlist, or its `[Reference]` form
  opml,          ///< OPML outline, as RadioTime's
  icecast_list,  ///< icecast's status-json.xsl
  html,          ///< a web page
  compressed,    ///< gzip and kin, which nobody asked for
  picture,
  other_xml,
  other_json,
  text,
  empty,
};

/// `MP3`, `PLS playlist`, `web page`.
JOINCAST_EXPORT std::string_view to_string(ContentKind kind) noexcept;

/// Sound that can be cut into frames as it comes; mpegts among it.
JOINCAST_EXPORT bool is_media(ContentKind kind) noexcept;

/// Names addresses instead of being sound: playlists, HLS, web pages.
JOINCAST_EXPORT bool names_addresses(ContentKind kind) noexcept;

/// What the octets of a body, and then what is said of them, come to.
struct ContentVerdict {
  ContentKind kind = ContentKind::unknown;
  bool need_more = false;  ///< more octets may tell; `kind` is what would be said now
  std::string why;         ///< for people: `begins with "[playlist]"`

  friend bool operator==(const ContentVerdict&, const ContentVerdict&) = default;
};

/// With so many octets at hand content_of() always decides.
inline constexpr std::size_t kSniffOctets = 16 * 1024;

/// Decides by content first (the octets from the start of the body), then by Content-Type, then by the suffix of the
/// URL. `whole`: nothing comes behind `start`. `content_type`: lower case, without parameters; may be empty. Total.
JOINCAST_EXPORT ContentVerdict content_of(ByteView start, bool whole, std::string_view content_type,
                                          std::string_view url);

/// What a name promises, without a look inside: `audio/aacp` is adts, `mp3` is mpa; unknown: nothing.
JOINCAST_EXPORT ContentKind kind_of_type(std::string_view content_type) noexcept;
JOINCAST_EXPORT ContentKind kind_of_suffix(std::string_view suffix) noexcept;
/// A codec's everyday name or RFC 6381 string, in any case: `MP3`, `aac+`, `mp4a.40.5`, `opus`.
JOINCAST_EXPORT ContentKind kind_of_codec(std::string_view codec) noexcept;

}  // namespace joincast::fetch
