// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <toml++/toml.h>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "headend/config.h"

namespace joincast::headend {

/// One TOML table while it is being read: each accessor answers a value only if it stands there and is
/// right, notes what is wrong otherwise, and finish() complains of every key nobody asked for.
class ConfigTable {
 public:
  /// `path` is how errors name the table, such as `service[2]`. All arguments outlive the object.
  ConfigTable(const toml::table& table, std::string path, std::string_view file, std::vector<ConfigError>& errors);

  std::optional<std::string> text(std::string_view key, std::size_t longest, bool may_be_empty = true);
  std::optional<std::vector<std::string>> texts(std::string_view key, std::size_t most);
  std::optional<std::int64_t> integer(std::string_view key, std::int64_t least, std::int64_t most);
  std::optional<bool> boolean(std::string_view key);
  /// Seconds, as an integer or a decimal fraction.
  std::optional<Duration> seconds(std::string_view key, double least, double most);
  /// The index in `words` of the text that stands there.
  std::optional<std::size_t> one_of(std::string_view key, std::initializer_list<std::string_view> words);
  /// A table below this one; nothing if it is absent.
  const toml::table* table(std::string_view key);
  /// Tables written `[[key]]`; empty if absent.
  std::vector<const toml::table*> tables(std::string_view key);

  /// How errors name a table below this one.
  std::string path_of(std::string_view key) const { return name_of(key); }
  bool has(std::string_view key) const { return table_.contains(key); }
  void wrong(std::string_view key, std::string message);  ///< an error at a key, or at the table itself if it is absent
  void wrong_element(std::string_view key, std::size_t index, std::string message);
  void finish();

 private:
  const toml::node* look(std::string_view key);
  void expected(std::string_view key, const std::string& what, const toml::node& found);
  std::string name_of(std::string_view key) const;

  const toml::table& table_;
  std::string path_;
  std::string_view file_;
  std::vector<ConfigError>& errors_;
  std::set<std::string, std::less<>> known_;
};

}  // namespace joincast::headend
