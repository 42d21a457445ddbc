// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/export.h"

namespace joincast::directory {

/// Kilobits a second out of free text: `128`, `128kbps`, `64000`; zero for `Quality 5,00`, `null` and the like.
JOINCAST_EXPORT std::uint32_t kbps_of(std::string_view text) noexcept;

/// Genres as Icecast has them: parted by commas or semicolons, where there are none by blanks.
JOINCAST_EXPORT std::vector<std::string> words_of(std::string_view text);

/// Parted by commas.
JOINCAST_EXPORT std::vector<std::string> list_of(std::string_view text);

/// What servers say that nobody gave a name: `Unspecified name`, `no name`, `This is my server name`.
JOINCAST_EXPORT bool is_junk_name(std::string_view name);

/// A name for a station without one: host and path of its URL.
JOINCAST_EXPORT std::string name_of_url(std::string_view url);

}  // namespace joincast::directory
