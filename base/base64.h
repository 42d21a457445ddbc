// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/export.h"

namespace joincast {

/// The octets of a base64 text (RFC 4648 section 4). Padding may be missing, as in much of the world; other
/// characters, line ends too, may not be there: none then.
JOINCAST_EXPORT std::optional<Bytes> from_base64(std::string_view text);

/// With padding, in one line.
JOINCAST_EXPORT std::string to_base64(ByteView octets);

}  // namespace joincast
