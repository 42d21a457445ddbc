// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/config_directories.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "directory/station.h"

namespace joincast::headend {
namespace {

using directory::DirectoryId;
using directory::Source;
using directory::SourceKind;

constexpr std::size_t kLongestName = 255;
constexpr std::size_t kLongestUrl = 2048;
constexpr std::size_t kMostServers = 16;
constexpr std::size_t kMostElders = 8;
constexpr double kLongestInterval = 30 * 24 * 3600;  // seconds

double seconds(Duration time) { return std::chrono::duration<double>(time).count(); }

void read_interval(ConfigTable& in, Source& source) {
  source.interval = directory::usual_interval(source.kind);
  const double least = seconds(directory::least_interval(source.kind));
  if (const auto interval = in.seconds("interval", least, kLongestInterval)) source.interval = *interval;
}

void read_url(ConfigTable& in, Source& source, bool needed) {
  if (const auto url = in.text("url", kLongestUrl, !needed)) {
    source.url = *url;
    if (!url->empty() && !directory::is_web_url(*url))
      in.wrong("url", fmt::format("expected an address that begins with http:// or https://, found \"{}\"", *url));
  } else if (needed && !in.has("url")) {
    in.wrong("url", "missing; expected the list's address, http:// or https://");
  }
}

/// `[directories.xiph]` and its like: there is one of each.
void read_well_known(ConfigTable in, SourceKind kind, DirectoryId id, Config& config) {
  Source source{kind, id, std::string(to_string(kind))};
  const bool enabled = in.boolean("enabled").value_or(true);
  read_interval(in, source);
  if (kind == SourceKind::radio_browser) {
    const auto servers = in.texts("servers", kMostServers);
    for (std::size_t i = 0; servers && i < servers->size(); ++i) {
      const std::string& server = (*servers)[i];
      if (!directory::is_web_url(server))
        in.wrong_element("servers", i, fmt::format("expected http:// or https:// and a host, found \"{}\"", server));
      source.url += server + ' ';
    }
  } else {
    read_url(in, source, false);
  }
  if (kind == SourceKind::radiotime)
    if (const auto partner = in.text("partner-id", kLongestName)) source.partner_id = *partner;
  in.finish();
  if (enabled) config.directories.sources.push_back(std::move(source));
}

/// `[[directories.icecast]]` and `[[directories.file]]`: of one's own, under a number that is chosen here.
void read_own(ConfigTable in, SourceKind kind, Config& config) {
  Source source{kind, directory::kFirstFree, ""};
  if (const auto name = in.text("name", kLongestName, false)) source.name = *name;
  if (!in.has("name")) in.wrong("name", "missing; expected what to call this directory");
  if (const auto number = in.integer("number", directory::kFirstFree, directory::kLastFree))
    source.id = static_cast<DirectoryId>(*number);
  else if (!in.has("number"))
    in.wrong("number",
             fmt::format("missing; expected the directory's number, {} to {}: it is part of its stations' numbers",
                         directory::kFirstFree, directory::kLastFree));
  read_interval(in, source);
  if (kind == SourceKind::icecast) {
    read_url(in, source, true);
  } else if (const auto path = in.text("path", kLongestUrl, false)) {
    source.url = *path;
    if (path->front() != '/') in.wrong("path", fmt::format("expected a path that begins with /, found \"{}\"", *path));
  } else if (!in.has("path")) {
    in.wrong("path", "missing; expected the path of an M3U, OPML or TOML file");
  }
  in.finish();
  for (const Source& other : config.directories.sources) {
    if (other.id == source.id)
      in.wrong("number", fmt::format("expected each number once; \"{}\" has {} already", other.name, other.id));
    if (other.name == source.name)
      in.wrong("name", fmt::format("expected each name once, found \"{}\" again", other.name));
  }
  config.directories.sources.push_back(std::move(source));
}

/// `[[directories.pin]]`: `number`, `directory`, `id`.
void read_pin(ConfigTable in, Config& config) {
  directory::Pin pin;
  if (const auto id = in.text("id", directory::StationLimits::kId, false)) pin.id = *id;
  if (!in.has("id")) in.wrong("id", "missing; expected what the directory calls the station");
  const auto number = in.text("number", kLongestName, false);
  const auto parsed = number ? parse_service_number(*number) : std::nullopt;
  if (parsed)
    pin.number = *parsed;
  else
    in.wrong("number", "expected a service number such as \"8300:0001\"");
  const auto name = in.text("directory", kLongestName, false);
  const auto& sources = config.directories.sources;
  const auto source =
      std::find_if(sources.begin(), sources.end(), [&](const Source& known) { return name == known.name; });
  if (source == sources.end())
    in.wrong("directory", "expected the name of a directory that is on");
  else
    pin.directory = source->id;
  if (parsed && source != sources.end() && parsed->directory() != source->id)
    in.wrong("number", fmt::format("expected a number of that directory, as \"{:02x}00:0001\"", 0x80 + source->id));
  in.finish();
  config.directories.pins.push_back(std::move(pin));
}

}  // namespace

void read_directories(const toml::table& table, std::string_view file, Config& config,
                      std::vector<ConfigError>& errors) {
  ConfigTable in(table, "directories", file, errors);
  if (const auto agent = in.text("user-agent", kLongestName, false)) config.directories.user_agent = *agent;
  const auto elders = in.texts("elders", kMostElders);
  for (std::size_t i = 0; elders && i < elders->size(); ++i) {
    std::string elder = (*elders)[i];
    if (elder.ends_with("/guide.json")) elder.resize(elder.size() - std::string_view("guide.json").size());
    while (elder.ends_with('/')) elder.pop_back();
    if (!directory::is_web_url(elder))
      in.wrong_element("elders", i, fmt::format("expected http:// or https:// and a host, found \"{}\"", (*elders)[i]));
    config.directories.elders.push_back(std::move(elder));
  }
  const auto below = [&](const toml::table& of, std::string_view key) {
    return ConfigTable(of, in.path_of(key), file, errors);
  };
  constexpr std::pair<SourceKind, DirectoryId> kWellKnown[] = {{SourceKind::radiotime, directory::kRadioTime},
                                                               {SourceKind::xiph, directory::kXiph},
                                                               {SourceKind::radio_browser, directory::kRadioBrowser}};
  for (const auto& [kind, id] : kWellKnown)
    if (const toml::table* one = in.table(to_string(kind)))
      read_well_known(below(*one, to_string(kind)), kind, id, config);
  for (const SourceKind kind : {SourceKind::icecast, SourceKind::file}) {
    std::size_t index = 0;
    for (const toml::table* one : in.tables(to_string(kind)))
      read_own(below(*one, fmt::format("{}[{}]", to_string(kind), ++index)), kind, config);
  }
  std::size_t index = 0;
  for (const toml::table* one : in.tables("pin")) read_pin(below(*one, fmt::format("pin[{}]", ++index)), config);
  in.finish();
}

}  // namespace joincast::headend
