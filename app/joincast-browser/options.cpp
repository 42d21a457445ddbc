// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast-browser/options.h"

#include <CLI/CLI.hpp>
#include <utility>

#include "app/joincast-guide/options.h"
#include "app/joincast/exit_code.h"

namespace joincast::app {
namespace {

Result<void, cli::Refusal> refuse(const std::string& what) {
  return fail(cli::Refusal{kUsage, "joincast-browser: " + what + "\n"});
}

Result<void, cli::Refusal> understand(const std::string& prefix, const std::string& family,
                                      ui::NetworkChoice& network) {
  if (!family.empty()) network.family = family.ends_with('4') ? Family::ipv4 : Family::ipv6;
  for (std::string& url : network.headends) {
    auto guide = read_guide_url(std::move(url));
    if (!guide) return refuse(guide.error());
    url = std::move(*guide);
  }
  if (prefix.empty()) return {};
  const auto read = read_headend_prefix(prefix);
  if (!read) return refuse(read.error());
  (read->address.is_v6() ? network.prefix : network.pool) = *read;
  return {};
}

}  // namespace

Result<BrowserOptions, cli::Refusal> parse_browser(std::vector<std::string> arguments) {
  BrowserOptions options;
  std::string prefix, family;
  CLI::App app("Browses, plays and records what headends on this network offer.", "joincast-browser");
  cli::use_help_style(app);
  app.add_option("SERVICE", options.open,
                 "a service, a session description (.sdp) or a playlist (.m3u); the first plays");
  app.add_option("-i,--interface", options.network.interface, "look and listen on this interface only (name)")
      ->type_name("NAME");
  app.add_option("--prefix", prefix, "the headend's IPv6 /64, or the IPv4 pool")->type_name("PREFIX");
  app.add_option("--family", family, "ipv4 or ipv6")
      ->type_name("FAMILY")
      ->check(CLI::IsMember({"ipv4", "ipv6", "4", "6"}));
  app.add_option("--url", options.network.headends, "a headend's guide over HTTP, as in http://192.0.2.1:9581")
      ->type_name("URL")
      ->expected(1)
      ->take_all();
  app.add_flag("--separate", options.separate, "run beside a browser that runs already, not hand SERVICE over to it");
  app.add_option("--sink", options.sink, "where sound goes: sdl, null, or a file of type .wav")->type_name("SINK");
  if (auto parsed = cli::parse(app, std::move(arguments)); !parsed) return fail(parsed.error());
  if (options.sink != "sdl" && options.sink != "null" && !options.sink.ends_with(".wav"))
    return fail(refuse("--sink " + options.sink + ": expected sdl, null, or the name of a .wav file").error());
  if (auto understood = understand(prefix, family, options.network); !understood) return fail(understood.error());
  return options;
}

}  // namespace joincast::app
