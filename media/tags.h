// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>

#include "base/bytes.h"

namespace joincast::media {

/// Octets to skip when a tag stands at the front: ID3v2 (also with footer), ID3v1 (`TAG`, 128 octets), APEv2.
/// Zero: there is none, or it is not whole enough to tell. At most 256 MiB.
std::size_t tag_size(ByteView octets) noexcept;

/// Whether the front may turn out to be a tag when more octets come.
bool may_be_tag(ByteView octets) noexcept;

}  // namespace joincast::media
