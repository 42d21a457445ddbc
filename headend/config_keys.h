// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headend/config.h"

// Private to the room.
namespace joincast::headend {

class ConfigTable;

/// Reads `srtp = { key-file = "..." }` of one configuration, and the files that these name.
class KeyReader {
 public:
  /// `user`: who may own a key file besides root and ourselves, as it is whom we become. All outlive the object.
  KeyReader(std::string_view file, const std::string& user, const Config* before, std::vector<ConfigError>& errors)
      : file_(file), user_(user), before_(before), errors_(errors) {}

  /// Both stay empty where the table has no such key; errors go to the list.
  void read(ConfigTable& in, std::string& key_file, std::optional<rtp::SrtpKey>& key) const;

 private:
  std::optional<rtp::SrtpKey> known(const std::string& path) const;

  std::string_view file_;
  const std::string& user_;
  const Config* before_;
  std::vector<ConfigError>& errors_;
};

}  // namespace joincast::headend
