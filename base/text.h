// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/export.h"

namespace joincast {

/// Whether a text is UTF-8 (RFC 3629): no overlong form, no surrogate, nothing above U+10FFFF. NUL is a character.
JOINCAST_EXPORT bool valid_utf8(std::string_view text) noexcept;

/// The longest beginning of at most `max_octets` that does not end inside a UTF-8 character. Total: octets
/// that are not UTF-8 are kept as they are.
JOINCAST_EXPORT std::string_view cut_utf8(std::string_view text, std::size_t max_octets) noexcept;

/// ISO 8859-1 to UTF-8. Total: every octet is the character of its number.
JOINCAST_EXPORT std::string latin1_to_utf8(std::string_view text);

/// Windows code page 1252 to UTF-8, as the WHATWG reads it: total, the five octets without a character
/// become the control of their number. What undeclared "latin-1" of radio stations really is.
JOINCAST_EXPORT std::string windows1252_to_utf8(std::string_view text);

/// UTF-8 as it is, anything else taken for windows-1252: for text whose charset nobody declared.
JOINCAST_EXPORT std::string guess_utf8(std::string_view text);

}  // namespace joincast
