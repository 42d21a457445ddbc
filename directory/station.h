// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/export.h"

namespace joincast::directory {

enum class Kind : std::uint8_t { radio, television };

/// `radio`, `tv`.
JOINCAST_EXPORT std::string_view to_string(Kind kind) noexcept;

/// What every field of a station is held to, whoever wrote it; octets unless said otherwise.
struct StationLimits {
  static constexpr std::size_t kId = 512;
  static constexpr std::size_t kName = 255;
  static constexpr std::size_t kUrl = 1'024;
  static constexpr std::size_t kUrls = 8;  ///< of them
  static constexpr std::size_t kTag = 48;
  static constexpr std::size_t kTags = 16;  ///< of them
  static constexpr std::size_t kLanguage = 64;
  static constexpr std::uint32_t kKbps = 100'000;
};

/// A station as a directory tells of it. Texts are UTF-8 without controls, trimmed, within StationLimits once
/// cleaned(); empty: not told.
struct Station {
  std::string id{};  ///< what the directory calls it for ever: see docs/directories.md
  std::string name{};
  std::vector<std::string> urls{};  ///< http or https, the preferred one first; may be playlists
  std::string homepage{};           ///< http or https
  std::string icon{};               ///< http or https
  std::vector<std::string> tags{};  ///< genres, lower case, each once
  std::string country{};            ///< ISO 3166-1: two capital letters
  std::string language{};           ///< lower case, as the directory writes it: `german`, `de`
  std::string codec{};              ///< `mp3`, `aac`, `opus`, `vorbis`, `flac`, `hls`, ...: lower case
  std::uint32_t kbps = 0;           ///< zero: not told
  Kind kind = Kind::radio;
  std::uint32_t votes = 0;     ///< how liked it is, in the directory's own measure
  std::uint32_t clicks = 0;    ///< how often it was started lately, in the same
  std::string country_name{};  ///< as the directory writes it: for the search only

  friend bool operator==(const Station&, const Station&) = default;
};

/// Brings every field within its limits: broken UTF-8 read as windows-1252, controls and double entities removed, URLs
/// other than http and https dropped. False: it names nothing that can be played, or has no id.
JOINCAST_EXPORT bool clean(Station& station);

/// A text of a stranger: UTF-8, entities that were escaped twice resolved, controls and runs of blanks made one blank,
/// trimmed, at most so many octets.
JOINCAST_EXPORT std::string clean_text(std::string_view text, std::size_t max_octets);

/// Whether it begins with http:// or https:// and has a host; blanks and controls make it none.
JOINCAST_EXPORT bool is_web_url(std::string_view url) noexcept;

/// The name of a codec as stations have it, from a media type (`audio/mpeg`) or a directory's word (`AAC+`).
JOINCAST_EXPORT std::string codec_name(std::string_view word);

}  // namespace joincast::directory
