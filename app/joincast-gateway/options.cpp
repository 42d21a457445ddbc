// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast-gateway/options.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <array>
#include <charconv>

#include "app/joincast/exit_code.h"
#include "app/joincast/service_options.h"

namespace joincast::app {
namespace {

constexpr const char* kFooter =
    "GET /8000:0001 joins that service and hands it on as it is; so do /rtp/GROUP:PORT and /udp/GROUP:PORT.\n"
    "/playlist.m3u lists what is known, /status shows who hears what. Titles come as ICY metadata.\n"
    "See joincast-gateway(1).\n";

/// What the command line says, as it stands there.
struct Words {
  std::string listen, prefix, family, source;
  std::vector<std::string> allow, groups, services;
  double patience = 10;
  double backlog = 1024;
};

auto refuse(std::string text) { return fail(cli::Refusal{kUsage, "joincast: " + std::move(text) + "\n"}); }

/// `192.0.2.1`, `192.0.2.1:4022`, `[::]:4022`, `::1`, `:4022`.
std::optional<Endpoint> parse_listen(std::string_view text, Endpoint at) {
  std::string_view port;
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    if (end == text.npos) return std::nullopt;
    port = text.substr(end + 1);
    text = text.substr(1, end - 1);
  } else if (const std::size_t colon = text.find(':'); colon != text.npos && text.find(':', colon + 1) == text.npos) {
    port = text.substr(colon);
    text = text.substr(0, colon);
  }
  if (!text.empty()) {
    const auto address = parse_address(text);
    if (!address || address->is_multicast()) return std::nullopt;
    at.address = *address;
  }
  if (port.empty()) return at;
  const auto [end, error] = std::from_chars(port.begin() + 1, port.end(), at.port);
  if (port[0] != ':' || error != std::errc() || end != port.end()) return std::nullopt;
  return at;
}

Result<std::vector<Prefix>, cli::Refusal> parse_prefixes(const char* option, const std::vector<std::string>& texts) {
  std::vector<Prefix> prefixes;
  for (const std::string& text : texts) {
    const auto prefix = parse_prefix(text);
    if (!prefix) return refuse(std::string(option) + " '" + text + "': expected a prefix such as 192.0.2.0/24");
    prefixes.push_back(*prefix);
  }
  return prefixes;
}

/// The names that this machine has for others.
void add_own_names(std::vector<std::string>& hosts) {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0 || name[0] == '\0') return;
  hosts.emplace_back(name.data());
  hosts.push_back(hosts.back() + ".local");
}

Result<void, cli::Refusal> understand_services(const Words& words, GatewayOptions& options) {
  for (const std::string& text : words.services) {
    const std::size_t is = text.find('=');
    const auto number = parse_service_number(text.substr(0, is));
    if (!number) return refuse("--service '" + text + "': expected a service number, as in 8000:0001=Radio Morning");
    options.services.emplace_back(*number, is == text.npos ? std::string() : text.substr(is + 1));
  }
  return {};
}

Result<void, cli::Refusal> understand(const Words& words, GatewayOptions& options) {
  gateway::GatewaySettings& settings = options.settings;
  if (!words.listen.empty()) {
    const auto at = parse_listen(words.listen, settings.listen);
    if (!at) return refuse("--listen '" + words.listen + "': expected an address and a port, as in [::]:4022");
    settings.listen = *at;
  }
  auto clients = parse_prefixes("--allow", words.allow);
  if (!clients) return fail(clients.error());
  settings.clients = std::move(*clients);
  auto groups = parse_prefixes("--groups", words.groups);
  if (!groups) return fail(groups.error());
  settings.groups = std::move(*groups);
  libreceiver::Wishes& wishes = settings.wishes;
  if (!words.prefix.empty()) {
    wishes.prefix = parse_prefix(words.prefix);
    if (!wishes.prefix || !is_usable(*wishes.prefix))
      return refuse("--prefix '" + words.prefix +
                    "': expected an IPv6 prefix of 64 bits, or an IPv4 pool such as 239.195.0.0/16");
  }
  if (!words.source.empty()) {
    wishes.source = parse_address(words.source);
    if (!wishes.source || wishes.source->is_multicast() || wishes.source->is_unspecified())
      return refuse("--source '" + words.source + "': expected the numeric address of one host");
  }
  if (!words.family.empty()) wishes.family = words.family.ends_with('4') ? Family::ipv4 : Family::ipv6;
  if (!options.guide.empty() && !options.guide.starts_with("http://") && !options.guide.starts_with("https://"))
    return refuse("--guide '" + options.guide + "': expected an address that begins with http:// or https://");
  settings.relay.patience = from_seconds(words.patience);
  settings.most_octets = static_cast<std::size_t>(words.backlog * 1024);
  add_own_names(settings.hosts);
  return understand_services(words, options);
}

void add_serving(CLI::App& app, Words& words, GatewayOptions& options) {
  gateway::GatewaySettings& settings = options.settings;
  app.add_option("--listen", words.listen, "serve HTTP here; default: [::]:4022, all addresses of both families")
      ->type_name("ADDRESS:PORT");
  app.add_option("--allow", words.allow, "who may ask; default: this machine and the links it listens on")
      ->type_name("PREFIX");
  app.add_option("--host", settings.hosts, "a name by which it may be asked, besides addresses and the machine's own")
      ->type_name("NAME");
  cli::take_number(*app.add_option("--clients", settings.most_clients, "so many at once")->capture_default_str(), 1,
                   10'000);
  cli::take_number(
      *app.add_option("--services", settings.most_services, "so many joined at once")->capture_default_str(), 1, 1'000);
  cli::take_number(*app.add_option("--backlog", words.backlog,
                                   "KiB of sound that wait for a slow client; then the "
                                   "oldest is dropped")
                        ->capture_default_str(),
                   16, 65'536);
  cli::take_span(*app.add_option("--patience", words.patience, "a client waits so long for the first sound")
                      ->capture_default_str(),
                 0.5, 300);
}

void add_joining(CLI::App& app, Words& words, GatewayOptions& options) {
  app.add_option("-i,--interface", options.settings.wishes.interface, "join on this interface (name or index)")
      ->type_name("NAME");
  app.add_option("--prefix", words.prefix, "the headend's IPv6 /64, or the IPv4 pool")->type_name("PREFIX");
  app.add_option("--family", words.family, "ipv4 or ipv6")
      ->type_name("FAMILY")
      ->check(CLI::IsMember({"ipv4", "ipv6", "4", "6"}));
  app.add_option("--source", words.source, "hear only this sender; a number then means its source-specific group")
      ->type_name("ADDRESS");
  app.add_option("--groups", words.groups, "what /rtp/ and /udp/ may name; default: every group")->type_name("PREFIX");
  app.add_option("--guide", options.guide, "a headend's guide: http://192.0.2.1:9581")->type_name("URL");
  app.add_option("--service", words.services, "a service for the playlist; may be repeated")->type_name("NUMBER=NAME");
}

}  // namespace

Result<GatewayOptions, cli::Refusal> parse_gateway(std::vector<std::string> arguments) {
  GatewayOptions options;
  Words words;
  CLI::App app("Hand services on over HTTP, for players and networks that cannot take multicast.", "joincast gateway");
  cli::use_help_style(app);
  app.set_version_flag("--version", "joincast-gateway " JOINCAST_VERSION, "print the version, and end");
  add_serving(app, words, options);
  add_joining(app, words, options);
  app.footer(kFooter);
  if (auto parsed = cli::parse(app, std::move(arguments)); !parsed) return fail(parsed.error());
  if (auto understood = understand(words, options); !understood) return fail(understood.error());
  return options;
}

}  // namespace joincast::app
