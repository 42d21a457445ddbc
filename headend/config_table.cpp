// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/config_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace joincast::headend {
namespace {

constexpr std::size_t kLongestQuote = 60;

/// The value as the file has it, cut to what fits a message.
std::string quote(const toml::node& node) {
  std::ostringstream out;
  node.visit([&out](const auto& value) { out << value; });
  std::string text = out.str();
  std::replace(text.begin(), text.end(), '\n', ' ');
  if (text.size() > kLongestQuote) text = text.substr(0, kLongestQuote) + "...";
  return text;
}

bool has_controls(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

}  // namespace

ConfigTable::ConfigTable(const toml::table& table, std::string path, std::string_view file,
                         std::vector<ConfigError>& errors)
    : table_(table), path_(std::move(path)), file_(file), errors_(errors) {}

std::string ConfigTable::name_of(std::string_view key) const {
  return path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
}

const toml::node* ConfigTable::look(std::string_view key) {
  known_.emplace(key);
  return table_.get(key);
}

void ConfigTable::wrong(std::string_view key, std::string message) {
  const toml::node* node = table_.get(key);
  const toml::source_region& where = node ? node->source() : table_.source();
  errors_.push_back({std::string(file_), where.begin.line, name_of(key), std::move(message)});
}

void ConfigTable::wrong_element(std::string_view key, std::size_t index, std::string message) {
  const toml::array* array = table_.get_as<toml::array>(key);
  const toml::node* node = array ? array->get(index) : nullptr;
  if (!node) return wrong(key, std::move(message));
  errors_.push_back({std::string(file_), node->source().begin.line, fmt::format("{}[{}]", name_of(key), index + 1),
                     std::move(message)});
}

void ConfigTable::expected(std::string_view key, const std::string& what, const toml::node& found) {
  wrong(key, fmt::format("expected {}, found {}", what, quote(found)));
}

std::optional<std::string> ConfigTable::text(std::string_view key, std::size_t longest, bool may_be_empty) {
  const toml::node* node = look(key);
  if (!node) return std::nullopt;
  const auto value = node->value_exact<std::string>();
  if (value && value->size() <= longest && (may_be_empty || !value->empty()) && !has_controls(*value)) return value;
  expected(key, fmt::format("a text of {} to {} octets without control characters", may_be_empty ? 0 : 1, longest),
           *node);
  return std::nullopt;
}

std::optional<std::vector<std::string>> ConfigTable::texts(std::string_view key, std::size_t most) {
  const toml::node* node = look(key);
  if (!node) return std::nullopt;
  const toml::array* array = node->as_array();
  std::vector<std::string> values;
  bool good = array && array->size() <= most;
  if (good) {
    for (const toml::node& element : *array) {
      auto value = element.value_exact<std::string>();
      good = good && value && !value->empty() && !has_controls(*value);
      if (good) values.push_back(std::move(*value));
    }
  }
  if (good) return values;
  expected(key, fmt::format("a list of at most {} texts such as [\"a\", \"b\"]", most), *node);
  return std::nullopt;
}

std::optional<std::int64_t> ConfigTable::integer(std::string_view key, std::int64_t least, std::int64_t most) {
  const toml::node* node = look(key);
  if (!node) return std::nullopt;
  const auto value = node->value_exact<std::int64_t>();
  if (value && *value >= least && *value <= most) return value;
  expected(key, fmt::format("a whole number from {} to {}", least, most), *node);
  return std::nullopt;
}

std::optional<bool> ConfigTable::boolean(std::string_view key) {
  const toml::node* node = look(key);
  if (!node) return std::nullopt;
  const auto value = node->value_exact<bool>();
  if (!value) expected(key, "true or false", *node);
  return value;
}

std::optional<Duration> ConfigTable::seconds(std::string_view key, double least, double most) {
  const toml::node* node = look(key);
  if (!node) return std::nullopt;
  std::optional<double> value = node->value_exact<double>();
  if (const auto whole = node->value_exact<std::int64_t>()) value = static_cast<double>(*whole);
  if (value && *value >= least && *value <= most) return Duration(static_cast<std::int64_t>(*value * 1e9));
  expected(key, fmt::format("seconds from {} to {}", least, most), *node);
  return std::nullopt;
}

std::optional<std::size_t> ConfigTable::one_of(std::string_view key, std::initializer_list<std::string_view> words) {
  const toml::node* node = look(key);
  if (!node) return std::nullopt;
  const auto value = node->value_exact<std::string>();
  const auto word = value ? std::find(words.begin(), words.end(), *value) : words.end();
  if (word != words.end()) return static_cast<std::size_t>(word - words.begin());
  expected(key, fmt::format("one of \"{}\"", fmt::join(words, "\", \"")), *node);
  return std::nullopt;
}

const toml::table* ConfigTable::table(std::string_view key) {
  const toml::node* node = look(key);
  if (!node) return nullptr;
  if (!node->is_table()) expected(key, fmt::format("a table written [{}]", key), *node);
  return node->as_table();
}

std::vector<const toml::table*> ConfigTable::tables(std::string_view key) {
  std::vector<const toml::table*> found;
  const toml::node* node = look(key);
  if (!node) return found;
  if (const toml::array* array = node->as_array())
    for (const toml::node& element : *array)
      if (const toml::table* one = element.as_table()) found.push_back(one);
  if (!node->is_array_of_tables()) expected(key, fmt::format("tables written [[{}]]", key), *node);
  return found;
}

void ConfigTable::finish() {
  for (const auto& [key, node] : table_) {
    if (known_.contains(key.str())) continue;
    errors_.push_back({std::string(file_), key.source().begin.line, name_of(key.str()),
                       fmt::format("no such key; expected one of {}", fmt::join(known_, ", "))});
  }
}

}  // namespace joincast::headend
