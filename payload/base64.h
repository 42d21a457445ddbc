// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace joincast::payload {

/// RFC 4648 section 4; the padding at the end may be absent. None for anything else.
std::optional<Bytes> from_base64(std::string_view text);
std::string to_base64(ByteView octets);

}  // namespace joincast::payload
