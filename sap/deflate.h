// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <optional>

#include "base/bytes.h"
#include "base/parse_error.h"

namespace joincast::sap {

/// Appends what a zlib stream (RFC 1950) holds. Refused: bad_compression for octets that are no whole stream,
/// over_limit when `out` would hold more than `max_octets`. None: done.
std::optional<ParseErrc> inflate(ByteView compressed, Bytes& out, std::size_t max_octets);

Bytes deflate(ByteView octets);

}  // namespace joincast::sap
