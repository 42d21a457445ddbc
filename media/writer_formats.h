// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "media/container_writer.h"

/// One maker for each kind of file; make_container_writer() chooses. Tags are clean, format and type go together.
namespace joincast::media {

using WriterPtr = std::unique_ptr<ContainerWriter>;

/// What a writer is made for.
struct WriterRequest {
  const payload::Format& format;
  FileType type;
  const Tags& tags;
  ByteSink& sink;
  const WriterOptions& options;
};

WriterPtr make_raw_writer(const WriterRequest& request);  ///< mp3 and ts
WriterPtr make_ogg_opus_writer(const WriterRequest& request);
Result<WriterPtr, std::string> make_ogg_vorbis_writer(const WriterRequest& request);
Result<WriterPtr, std::string> make_wav_writer(const WriterRequest& request);
Result<WriterPtr, std::string> make_adts_writer(const WriterRequest& request);
Result<WriterPtr, std::string> make_m4a_writer(const WriterRequest& request);
Result<WriterPtr, std::string> make_flac_writer(const WriterRequest& request);

/// An ID3v2.4 tag (id3v2.4.0-structure, -frames) with UTF-8 texts; nothing if all tags are empty.
Bytes id3_tag(const Tags& tags);

/// Vendor and comments as Vorbis and Opus write them (Vorbis I section 5), without magic and framing bit.
Bytes vorbis_comments(const Tags& tags);

}  // namespace joincast::media
