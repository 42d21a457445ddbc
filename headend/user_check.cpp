// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/user_check.h"

#include <toml++/toml.h>

namespace joincast::headend {

std::optional<ConfigError> missing_user(std::string_view text, std::string_view file,
                                        const std::function<bool(const std::string&)>& exists) {
  std::string user = Config{}.user;
  unsigned line = 0;
  try {
    const toml::table document = toml::parse(text);
    const auto node = document.at_path("headend.user");
    if (node) {
      user = node.value_or(std::string());
      line = node.node()->source().begin.line;
    }
  } catch (const toml::parse_error&) {
    return std::nullopt;
  }
  if (user.empty() || exists(user)) return std::nullopt;
  return ConfigError{
      std::string(file), line, "headend.user",
      "there is no user \"" + user + "\" on this machine: create it (useradd --system " + user + ") or name another"};
}

}  // namespace joincast::headend
