// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/export.h"

namespace joincast::directory {

/// `&amp;`, `&#38;` and `&#x26;` once; what is no such reference stays as it is.
JOINCAST_EXPORT std::string resolve_references(std::string_view text);

/// UTF-8 of anything: octets that are none are left out where others are, else all of it is windows-1252. UTF-8 that
/// was encoded twice is taken back.
JOINCAST_EXPORT std::string mend_utf8(std::string_view text);

/// Controls, U+0080 to U+009F among them, and runs of blanks become one blank; none at the ends.
JOINCAST_EXPORT std::string without_controls(std::string_view text);

}  // namespace joincast::directory
