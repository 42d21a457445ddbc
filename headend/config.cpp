// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/config.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>

#include "guide/page.h"
#include "headend/config_directories.h"
#include "headend/config_keys.h"
#include "headend/config_table.h"
#include "headend/file_reader.h"
#include "headend/file_url.h"
#include "headend/group_url.h"
#include "headend/rivalry.h"

namespace joincast::headend {
namespace {

constexpr std::size_t kLargestFile = 16u << 20;
constexpr std::size_t kLongestName = 255;
constexpr std::size_t kLongestUrl = 2048;
constexpr std::size_t kMostUrls = 16;
constexpr std::size_t kMostInterfaces = 256;
constexpr std::size_t kMostHosts = 16;
constexpr std::size_t kMostFavourites = 300;
constexpr std::size_t kLongestSocket = 107;  // octets, as the system has it

bool is_web_address(std::string_view url) {
  const std::size_t host = url.starts_with("http://") ? 7 : url.starts_with("https://") ? 8 : 0;
  return host != 0 && url.size() > host && url.size() <= kLongestUrl && url[host] != '/' &&
         url.find_first_of(" \t\"<>\\") == url.npos;
}

template <typename To, typename From>
void assign(To& to, const std::optional<From>& from) {
  if (from) to = static_cast<To>(*from);
}

void read_prefixes(ConfigTable& in, Config& config) {
  const auto texts = in.texts("prefixes", kMostInterfaces);
  for (std::size_t i = 0; texts && i < texts->size(); ++i) {
    const auto prefix = parse_prefix((*texts)[i]);
    if (prefix && prefix->address.is_v6() && prefix->length == 64 && !prefix->address.is_multicast())
      config.prefixes.push_back(*prefix);
    else
      in.wrong_element("prefixes", i,
                       fmt::format("expected an IPv6 unicast prefix of 64 bits such as \"2001:db8::/64\", found \"{}\"",
                                   (*texts)[i]));
  }
}

void read_pool(ConfigTable& in, Config& config) {
  const auto text = in.text("pool", kLongestName, false);
  if (!text) return;
  const auto pool = parse_prefix(*text);
  const bool good =
      pool && pool->address.is_v4() && pool->length >= 4 && pool->length <= 16 && pool->address.is_multicast();
  if (good)
    config.pool = *pool;
  else
    in.wrong(
        "pool",
        fmt::format("expected an IPv4 multicast prefix of at most 16 bits such as \"239.195.0.0/16\", found \"{}\"",
                    *text));
}

void read_scope(ConfigTable& in, Config& config) {
  constexpr Scope kScopes[] = {Scope::link, Scope::admin, Scope::site, Scope::organisation, Scope::global};
  if (const auto index = in.one_of("scope", {"link", "admin", "site", "organisation", "global"}))
    config.scope = kScopes[*index];
}

void read_headend(ConfigTable in, Config& config) {
  assign(config.interfaces, in.texts("interfaces", kMostInterfaces));
  read_prefixes(in, config);
  read_pool(in, config);
  read_scope(in, config);
  assign(config.hop_limit, in.integer("hop-limit", 1, 255));
  assign(config.dscp, in.integer("dscp", 0, 63));
  assign(config.start_repeat, in.integer("start-repeat", 0, 3));
  assign(config.linger, in.seconds("linger", 0, 3600));
  assign(config.queue, in.seconds("queue", 0.2, 10));
  assign(config.announce_interval, in.seconds("announce-interval", 1, 60));
  assign(config.announce_on_standard_groups, in.boolean("announce-on-standard-groups"));
  assign(config.give_way, in.boolean("give-way"));
  assign(config.starts_per_second, in.integer("starts-per-second", 1, 10'000));
  assign(config.max_streams, in.integer("max-streams", 1, 100'000));
  assign(config.user, in.text("user", 32));
  if (const auto path = in.text("state-directory", kLongestName)) {
    config.state_directory = *path;
    if (!path->empty() && path->front() != '/')
      in.wrong("state-directory", fmt::format("expected a path that begins with /, found \"{}\"", *path));
  }
  assign(config.query.querier, in.one_of("querier", {"auto", "on", "off"}));
  assign(config.query.advertise_router, in.one_of("advertise-router", {"auto", "on", "off"}));
  assign(config.query.interval, in.seconds("query-interval", 2, 3600));
  assign(config.query.response, in.seconds("query-response", 0.1, 1800));
  assign(config.query.last_member_interval, in.seconds("last-member-interval", 0.1, 10));
  if (config.query.response * 2 > config.query.interval)
    in.wrong("query-response", "expected at most half of query-interval");
  in.finish();
}

void read_test(ConfigTable in, Config& config, const KeyReader& keys) {
  assign(config.test.enabled, in.boolean("enabled"));
  assign(config.test.rate, in.integer("rate", TestConfig::kSlowest, TestConfig::kFastest));
  assign(config.test.tone_hz, in.integer("tone", 50, 1900));
  keys.read(in, config.test.srtp_key_file, config.test.srtp_key);
  in.finish();
}

void read_address(ConfigTable& in, IpAddress& to) {
  const auto text = in.text("address", kLongestName, false);
  if (!text) return;
  const auto address = parse_address(*text);
  if (address && !address->is_multicast())
    to = *address;
  else
    in.wrong("address", fmt::format("expected an IP address to listen on such as \"127.0.0.1\", found \"{}\"", *text));
}

void read_status(ConfigTable in, Config& config) {
  assign(config.status.enabled, in.boolean("enabled"));
  assign(config.status.port, in.integer("port", 1, 65'535));
  assign(config.status.hosts, in.texts("hosts", kMostHosts));
  read_address(in, config.status.address);
  in.finish();
}

void read_guide(ConfigTable in, Config& config) {
  GuideConfig& guide = config.guide;
  assign(guide.enabled, in.boolean("enabled"));
  assign(guide.rate_bps, in.integer("rate", 64'000, 100'000'000));
  const auto numbers = in.texts("favourites", kMostFavourites);
  for (std::size_t i = 0; numbers && i < numbers->size(); ++i) {
    if (const auto number = parse_service_number((*numbers)[i]))
      guide.favourites.push_back(*number);
    else
      in.wrong_element("favourites", i,
                       fmt::format("expected a service number such as \"8000:0001\", found \"{}\"", (*numbers)[i]));
  }
  assign(guide.http, in.boolean("http"));
  read_address(in, guide.address);
  assign(guide.port, in.integer("port", 1, 65'535));
  assign(guide.hosts, in.texts("hosts", kMostHosts));
  assign(guide.keys_behind_tls, in.boolean("keys-behind-tls"));
  guide.dns_sd = in.boolean("dns-sd");
  in.finish();
}

void read_control(ConfigTable in, Config& config) {
  assign(config.control.enabled, in.boolean("enabled"));
  if (const auto path = in.text("socket", kLongestSocket)) {
    config.control.socket = *path;
    if (!path->empty() && path->front() != '/')
      in.wrong("socket", fmt::format("expected a path that begins with /, found \"{}\"", *path));
  }
  in.finish();
}

void read_number(ConfigTable& in, ServiceConfig& service) {
  const auto text = in.text("number", kLongestName, false);
  if (!text) {
    if (!in.has("number")) in.wrong("number", "missing; expected a service number such as \"8000:0001\"");
    return;
  }
  const auto number = parse_service_number(*text);
  if (!number)
    in.wrong("number", fmt::format("expected a service number such as \"8000:0001\", found \"{}\"", *text));
  else if (guide::is_guide_service(*number) || *number == kTestService || *number == kHeadendsService)
    in.wrong("number", fmt::format("{} is built in; expected a number that is free", to_string(*number)));
  else
    service.number = *number;
}

constexpr std::string_view kAddress =
    "expected an address that begins with http://, https://, file:///, udp:// or rtp://";

/// A file is looked at now, as far as whoever reads the configuration may.
void check_file_url(ConfigTable& in, const std::string& url, std::uint16_t programme) {
  const auto path = path_of_file_url(url);
  if (!path) return in.wrong("url", fmt::format("{}, found \"{}\"", path.error(), url));
  if (const auto checked = check_file(*path, programme); !checked)
    in.wrong("url", fmt::format("expected a file of sound or a transport stream; {}: {}", *path, checked.error()));
}

/// This headend hears joins of its own groups and answers them: to join one itself would be to serve itself.
void check_group_url(ConfigTable& in, const std::string& url, const Config& config) {
  const auto from = parse_group_url(url);
  if (!from) return in.wrong("url", fmt::format("{}, found \"{}\"", from.error(), url));
  const bool own = from->group.is_v4() ? contains(config.pool, from->group)
                                       : std::ranges::any_of(config.prefixes, [&from](const Prefix& prefix) {
                                           return service_of_group(from->group, prefix).has_value();
                                         });
  if (own)
    in.wrong("url", fmt::format("expected a group that is none of this headend's own services, found {}",
                                to_string(from->group)));
}

void read_urls(ConfigTable& in, ServiceConfig& service, const Config& config) {
  bool alone = false;
  if (const auto url = in.text("url", kLongestUrl, false)) {
    service.urls.push_back(*url);
    alone = is_file_url(*url) || is_group_url(*url);
    if (is_file_url(*url))
      check_file_url(in, *url, service.programme);
    else if (is_group_url(*url))
      check_group_url(in, *url, config);
    else if (!is_web_address(*url))
      in.wrong("url", fmt::format("{}, found \"{}\"", kAddress, *url));
  } else if (!in.has("url")) {
    in.wrong("url", "missing; expected the station's address, http://, https://, file:///, udp:// or rtp://");
  }
  const auto alternates = in.texts("alternates", kMostUrls - 1);
  if (alone && alternates && !alternates->empty()) in.wrong("alternates", "expected none beside a file or a group");
  for (std::size_t i = 0; !alone && alternates && i < alternates->size(); ++i) {
    service.urls.push_back((*alternates)[i]);
    if (!is_web_address((*alternates)[i]))
      in.wrong_element(
          "alternates", i,
          fmt::format("expected an address that begins with http:// or https://, found \"{}\"", (*alternates)[i]));
  }
}

/// An address that may be empty.
void read_web_address(ConfigTable& in, std::string_view key, std::string& to) {
  const auto address = in.text(key, kLongestUrl);
  if (!address) return;
  to = *address;
  if (!address->empty() && !is_web_address(*address))
    in.wrong(key, fmt::format("expected an address that begins with http:// or https://, found \"{}\"", *address));
}

ServiceConfig read_service(ConfigTable in, const KeyReader& keys, const Config& config) {
  ServiceConfig service;
  read_number(in, service);
  assign(service.name, in.text("name", kLongestName, false));
  if (!in.has("name")) in.wrong("name", "missing; expected the station's name");
  assign(service.programme, in.integer("programme", 1, 65'535));
  read_urls(in, service, config);
  assign(service.genre, in.text("genre", kLongestName));
  read_web_address(in, "homepage", service.homepage);
  read_web_address(in, "icon", service.icon);
  assign(service.country, in.text("country", kLongestName));
  assign(service.language, in.text("language", kLongestName));
  assign(service.frames_per_packet, in.integer("frames-per-packet", 1, 3));
  assign(service.vorbis, in.one_of("vorbis", {"opus", "pass"}));
  assign(service.flac, in.one_of("flac", {"opus", "l16"}));
  assign(service.inside_redirects, in.boolean("inside-redirects"));
  assign(service.source_specific, in.boolean("source-specific"));
  keys.read(in, service.srtp_key_file, service.srtp_key);
  in.finish();
  return service;
}

void read_services(ConfigTable& root, std::string_view file, Config& config, std::vector<ConfigError>& errors,
                   const KeyReader& keys) {
  std::map<ServiceNumber, unsigned> seen;
  std::size_t index = 0;
  for (const toml::table* table : root.tables("service")) {
    const std::string path = fmt::format("service[{}]", ++index);
    ServiceConfig service = read_service(ConfigTable(*table, path, file, errors), keys, config);
    if (service.number != ServiceNumber()) {
      const toml::node* number = table->get("number");
      const unsigned line = number->source().begin.line;
      const auto [first, fresh] = seen.emplace(service.number, line);
      if (!fresh)
        errors.push_back({std::string(file), line, path + ".number",
                          fmt::format("expected each number once; {} stands in line {} already",
                                      to_string(service.number), first->second)});
    }
    config.services.push_back(std::move(service));
  }
}

Config read_root(const toml::table& document, std::string_view file, std::vector<ConfigError>& errors,
                 const Config* before) {
  Config config;
  ConfigTable root(document, "", file, errors);
  if (const toml::table* table = root.table("headend"))
    read_headend(ConfigTable(*table, "headend", file, errors), config);
  const KeyReader keys(file, config.user, before, errors);
  if (const toml::table* table = root.table("test")) read_test(ConfigTable(*table, "test", file, errors), config, keys);
  if (const toml::table* table = root.table("status")) read_status(ConfigTable(*table, "status", file, errors), config);
  if (const toml::table* table = root.table("guide")) read_guide(ConfigTable(*table, "guide", file, errors), config);
  if (const toml::table* table = root.table("control"))
    read_control(ConfigTable(*table, "control", file, errors), config);
  if (const toml::table* table = root.table("directories")) read_directories(*table, file, config, errors);
  read_services(root, file, config, errors, keys);
  root.finish();
  return config;
}

}  // namespace

std::string to_string(const ConfigError& error) {
  std::string text = error.file;
  if (error.line != 0) text += fmt::format(":{}", error.line);
  if (!error.key.empty()) text += ": " + error.key;
  return text + ": " + error.message;
}

Result<Config, std::vector<ConfigError>> parse_config(std::string_view text, std::string_view file,
                                                      const Config* before) {
  std::vector<ConfigError> errors;
  try {
    const toml::table document = toml::parse(text, file);
    Config config = read_root(document, file, errors, before);
    if (errors.empty()) return config;
  } catch (const toml::parse_error& error) {
    errors.push_back({std::string(file), error.source().begin.line, "", std::string(error.description())});
  }
  std::stable_sort(errors.begin(), errors.end(), [](const auto& a, const auto& b) { return a.line < b.line; });
  return fail(std::move(errors));
}

Result<Config, std::vector<ConfigError>> load_config(const std::string& file, const Config* before) {
  const auto refuse = [&file](std::string message) {
    return fail(std::vector<ConfigError>{{file, 0, "", std::move(message)}});
  };
  errno = 0;
  std::ifstream in(file, std::ios::binary);
  std::string text;
  for (char chunk[4096]; in && text.size() <= kLargestFile; text.append(chunk, static_cast<std::size_t>(in.gcount())))
    in.read(chunk, sizeof chunk);
  if (!in.is_open() || in.bad()) return refuse(fmt::format("cannot be read: {}", std::strerror(errno)));
  if (text.size() > kLargestFile) return refuse("expected at most 16 MiB");
  return parse_config(text, file, before);
}

std::string default_state_directory() {
  const char* given = std::getenv("STATE_DIRECTORY");
  const std::string text = given ? given : "";
  return text.empty() ? "/var/lib/joincast" : text.substr(0, text.find(':'));
}

std::vector<ServiceConfig> services_of(const Config& config) {
  std::vector<ServiceConfig> services = config.services;
  if (config.test.enabled) {
    ServiceConfig test;
    test.number = kTestService;
    test.name = "Joincast test tone";
    test.srtp_key_file = config.test.srtp_key_file;
    test.srtp_key = config.test.srtp_key;
    services.push_back(std::move(test));
  }
  return services;
}

}  // namespace joincast::headend
