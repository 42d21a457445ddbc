// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/export.h"

namespace joincast::fetch {

/// Text whose charset nobody declared, made UTF-8: as it is when it is valid UTF-8, else taken as
/// windows-1252 (of which Latin-1 is a part); its five unassigned octets become U+FFFD.
JOINCAST_EXPORT std::string to_utf8(std::string_view text);

}  // namespace joincast::fetch
