// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace joincast::fetch {

inline constexpr std::size_t kMaxScriptAddresses = 256;  ///< of one script or query

/// Absolute http and https addresses as they stand in the strings of a script, `https:\/\/` too. Nothing is run.
std::vector<std::string> addresses_in_script(std::string_view text);

/// The same in the values of a query, percent-decoded once.
std::vector<std::string> addresses_in_query(std::string_view url);

}  // namespace joincast::fetch
