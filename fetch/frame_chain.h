// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <optional>

#include "base/bytes.h"
#include "fetch/content_kind.h"

namespace joincast::fetch {

/// So many octets hold three frames of any station, wherever it was tuned in to.
inline constexpr std::size_t kChainOctets = 8 * 1024;

/// Frames that follow each other without a gap: MPEG audio (ISO 11172-3), ADTS (ISO 14496-3), transport stream packets
/// (ISO 13818-1), behind an ID3 tag too. Nothing when there are none; need_more when it may be so. `hint`: what is
/// expected, where a tag hides the rest.
std::optional<ContentVerdict> find_frames(ByteView start, ContentKind hint);

}  // namespace joincast::fetch
