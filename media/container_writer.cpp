// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/container_writer.h"

#include "media/writer_formats.h"

namespace joincast::media {

ContainerWriter::~ContainerWriter() = default;

Result<std::unique_ptr<ContainerWriter>, std::string> make_container_writer(const payload::Format& format,
                                                                            FileType type, const Tags& tags,
                                                                            ByteSink& sink,
                                                                            const WriterOptions& options) {
  const auto fitting = choose_file_type(format, info(type).extension);
  if (!fitting) return fail(fitting.error());
  const Tags cleaned = clean(tags);
  const WriterRequest request{format, *fitting, cleaned, sink, options};
  switch (*fitting) {
    case FileType::mp3:
    case FileType::ts: return make_raw_writer(request);
    case FileType::aac: return make_adts_writer(request);
    case FileType::ogg_opus: return make_ogg_opus_writer(request);
    case FileType::ogg_vorbis: return make_ogg_vorbis_writer(request);
    case FileType::wav: return make_wav_writer(request);
    case FileType::m4a: return make_m4a_writer(request);
    case FileType::flac: return make_flac_writer(request);
  }
  return fail("there is no writer for " + std::string(info(type).name));
}

}  // namespace joincast::media
