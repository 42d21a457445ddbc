// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "base/bytes.h"
#include "media/stream_framer.h"

namespace joincast::media {

/// Reads vendor and comments as Vorbis, Opus (behind `OpusTags`) and FLAC (a VORBIS_COMMENT block) write
/// them. Total: a comment that is cut off, and what follows it, is overlooked. Of repeated comments the
/// first counts, but artists are joined by `, `.
StreamMetadata parse_vorbis_comment(ByteView octets);

}  // namespace joincast::media
