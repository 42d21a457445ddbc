// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "base/result.h"
#include "libreceiver/resolve.h"

namespace joincast::app {

/// What a person has written down once, in `joincast.toml`; the command line comes first.
struct Settings {
  std::string interface;         ///< empty: not said
  std::optional<Prefix> prefix;  ///< of the headend, IPv6, 64 bits
  std::optional<Prefix> pool;    ///< of its IPv4 groups, 16 bits or fewer

  friend bool operator==(const Settings&, const Settings&) = default;
};

/// Reads the text of a file called `name`. Each error names file, line and key, and what was expected; by line.
Result<Settings, std::vector<std::string>> parse_settings(std::string_view text, std::string_view name);

/// From `$XDG_CONFIG_HOME/joincast/joincast.toml`, else `~/.config/...`, else `/etc/joincast/joincast.toml`; nothing
/// is said where none of them exists.
Result<Settings, std::vector<std::string>> load_settings();

/// Fills in what neither the reference nor the wishes say.
void complete(const libreceiver::ServiceReference& reference, const Settings& settings, libreceiver::Wishes& wishes);

}  // namespace joincast::app
