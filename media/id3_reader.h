// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <optional>

#include "base/bytes.h"
#include "base/export.h"
#include "media/stream_framer.h"

namespace joincast::media {

/// Octets of the ID3v2 tag that stands at the front, header and footer included, at most 256 MiB + 20. Zero: there is
/// none, or fewer than ten octets are here.
JOINCAST_EXPORT std::size_t id3v2_size(ByteView front) noexcept;

/// What an ID3v2 tag (2.2, 2.3 or 2.4; the standards at id3.org) says: title, artists joined by `, `, album, genre,
/// station, and the first address that looks like http(s). Text without a declared charset is UTF-8 where it can be,
/// else windows-1252. Compressed and enciphered frames are overlooked. Total: of a tag that is cut off, what is whole
/// counts. None: it is no ID3v2 tag, or one of a version not known.
JOINCAST_EXPORT std::optional<StreamMetadata> parse_id3v2(ByteView tag);

inline constexpr std::size_t kId3v1Size = 128;  ///< octets, the last of a file

/// What an ID3v1 tag says. None: it is none.
JOINCAST_EXPORT std::optional<StreamMetadata> parse_id3v1(ByteView last);

}  // namespace joincast::media
