// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "media/containers_module.h"

namespace joincast::media {

// What stands inside the module `joincast-containers` only.

Result<std::unique_ptr<Muxer>, std::string> make_m4a_muxer(const MuxRequest& request);

/// `comments`: as in vorbis_comments().
Result<std::unique_ptr<Muxer>, std::string> make_flac_muxer(const MuxRequest& request, ByteView comments);

/// See open_m4a().
Result<std::unique_ptr<M4aReader>, std::string> open_m4a_demuxer(int fd);

}  // namespace joincast::media
