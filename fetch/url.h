// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/export.h"

namespace joincast::fetch {

/// No longer address is ever followed; octets.
inline constexpr std::size_t kMaxUrl = 2048;

/// The absolute http or https URL that `reference` means on the page or playlist `base` (RFC 3986 section 5.2), without
/// its fragment, spaces and other octets that no URL may hold percent-encoded. Nothing when that is no URL, another
/// scheme, or longer than kMaxUrl. An empty `base`: only absolute references. By libcurl's own parser, so that what is
/// judged here is what is connected to. Sans I/O.
JOINCAST_EXPORT std::optional<std::string> resolve_url(std::string_view base, std::string_view reference);

/// What stands behind the last dot of the path's last part, in lower case, without query: `mp3`; empty: no dot.
JOINCAST_EXPORT std::string url_suffix(std::string_view url);

/// The host in lower case, without port, user name and password; empty when there is none.
JOINCAST_EXPORT std::string url_host(std::string_view url);

/// Without user name and password: what may be shown.
JOINCAST_EXPORT std::string url_to_show(std::string_view url);

}  // namespace joincast::fetch
