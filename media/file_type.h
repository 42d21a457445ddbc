// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/export.h"
#include "base/result.h"
#include "payload/format.h"

namespace joincast::media {

/// What a recording is written as. `docs/containers.md` tells each one's octets.
enum class FileType : std::uint8_t {
  mp3,         ///< MPEG audio frames of any layer behind an ID3v2.4 tag
  aac,         ///< ADTS behind an ID3v2.4 tag
  m4a,         ///< AAC in a fragmented MP4, one fragment a second
  ogg_opus,    ///< RFC 7845
  ogg_vorbis,  ///< Vorbis I appendix A
  ts,          ///< MPEG transport stream as it came
  wav,         ///< RIFF WAVE; RF64 beyond 4 GiB
  flac,        ///< L16 and L24 compressed without loss
};

/// What a file of a type is called and can do.
struct FileTypeInfo {
  std::string_view name;       ///< for people: `Ogg Opus`
  std::string_view extension;  ///< without dot: `opus`
  std::string_view mime;       ///< `audio/ogg`

  /// The parts of a recording, each without its tag in front, put together are the octets of the whole.
  bool concatenates = false;

  bool fills_gaps = false;  ///< a gap takes its time in the file; else what follows moves up to it
};

JOINCAST_EXPORT const FileTypeInfo& info(FileType type) noexcept;

/// What a format is written as unless somebody wishes otherwise. None: nothing here can hold it.
JOINCAST_EXPORT std::optional<FileType> file_type_for(const payload::Format& format) noexcept;

/// `wish`: an extension (`m4a`, `.m4a`) in either case, or empty for the default. `ogg` and `oga` mean the format's own
/// kind of Ogg, `mp2` and `mpa` mean mp3, `mp4` means m4a. The message names what the format can be written as.
JOINCAST_EXPORT Result<FileType, std::string> choose_file_type(const payload::Format& format, std::string_view wish);

}  // namespace joincast::media
