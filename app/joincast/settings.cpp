// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/settings.h"

#define TOML_HEADER_ONLY 1  // no shared library to be loaded before the join
#include <fmt/format.h>
#include <toml++/toml.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <vector>

namespace joincast::app {
namespace {

std::vector<std::string> places() {
  std::vector<std::string> paths;
  const char* config = std::getenv("XDG_CONFIG_HOME");
  const char* home = std::getenv("HOME");
  if (config && *config)
    paths.push_back(std::string(config) + "/joincast/joincast.toml");
  else if (home && *home)
    paths.push_back(std::string(home) + "/.config/joincast/joincast.toml");
  paths.emplace_back("/etc/joincast/joincast.toml");
  return paths;
}

Result<Prefix, std::string> read_prefix(const std::string& text, Family family) {
  const auto prefix = parse_prefix(text);
  const bool v6 = family == Family::ipv6;
  if (prefix && prefix->address.family() == family && (v6 ? prefix->length == 64 : prefix->length <= 16))
    return *prefix;
  return fail(std::string(v6 ? "expected an IPv6 prefix of 64 bits, as in \"2001:db8::/64\""
                             : "expected an IPv4 pool of at most 16 bits, as in \"239.195.0.0/16\""));
}

/// Nothing; else what was expected.
std::optional<std::string> apply(std::string_view key, const toml::node& node, Settings& settings) {
  const auto text = node.value_exact<std::string>();
  if (key != "interface" && key != "prefix" && key != "pool")
    return "there is no such key; expected interface, prefix or pool";
  if (!text || text->empty()) return "expected a text in quotes";
  if (key == "interface") {
    settings.interface = *text;
    return std::nullopt;
  }
  const auto prefix = read_prefix(*text, key == "prefix" ? Family::ipv6 : Family::ipv4);
  if (!prefix) return prefix.error();
  (key == "prefix" ? settings.prefix : settings.pool) = *prefix;
  return std::nullopt;
}

}  // namespace

Result<Settings, std::vector<std::string>> parse_settings(std::string_view text, std::string_view name) {
  Settings settings;
  std::map<toml::source_index, std::string> errors;  // by line
  try {
    const toml::table table = toml::parse(text);
    for (const auto& [key, node] : table) {
      const toml::source_index line = key.source().begin.line;
      if (const auto expected = apply(key.str(), node, settings))
        errors[line] = fmt::format("{}:{}: {}: {}", name, line, key.str(), *expected);
    }
  } catch (const toml::parse_error& error) {
    const toml::source_index line = error.source().begin.line;
    errors[line] = fmt::format("{}:{}: {}", name, line, error.description());
  }
  if (errors.empty()) return settings;
  std::vector<std::string> told;
  for (auto& [line, text_of_it] : errors) told.push_back(std::move(text_of_it));
  return fail(std::move(told));
}

Result<Settings, std::vector<std::string>> load_settings() {
  for (const std::string& path : places()) {
    std::ifstream file(path, std::ios::binary);
    if (!file) continue;
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    return parse_settings(text, path);
  }
  return Settings{};
}

void complete(const libreceiver::ServiceReference& reference, const Settings& settings, libreceiver::Wishes& wishes) {
  if (wishes.interface.empty() && reference.interface.empty()) wishes.interface = settings.interface;
  if (wishes.prefix || !reference.number) return;
  const Family family = wishes.family ? *wishes.family : wishes.source ? wishes.source->family() : Family::ipv6;
  wishes.prefix = family == Family::ipv6 ? settings.prefix : settings.pool;
}

}  // namespace joincast::app
