// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast-resolve/options.h"

#include <CLI/CLI.hpp>

#include "app/joincast/exit_code.h"
#include "fetch/url.h"

namespace joincast::app {
namespace {

constexpr const char* kFooter =
    "URL: a station, a playlist (PLS, M3U, XSPF, ASX, OPML, HLS), an icecast's list or a web page.\n"
    "Exit code: 0 sound was found, 4 none was. See joincast-resolve(1).\n";

}  // namespace

Result<ResolveOptions, cli::Refusal> parse_resolve(std::vector<std::string> arguments) {
  ResolveOptions options;
  fetch::ResolveRequest& request = options.request;
  double seconds = std::chrono::duration<double>(request.walk.total).count();
  CLI::App app("Walk from an address to sound, and show each step and why.", "joincast resolve");
  cli::use_help_style(app);
  app.add_option("URL", request.url, "where to begin, http or https");
  app.add_flag("--json", options.json, "one JSON object");
  app.add_flag("--from-outside", request.from_outside, "as if a directory named it: it may not lead inside");
  app.add_flag("--inside", request.inside_allowed, "an address outside may lead to a private one");
  cli::take_span(*app.add_option("--within", seconds, "give up after so long")->capture_default_str(), 1, 600);
  app.footer(kFooter);
  if (auto parsed = cli::parse(app, std::move(arguments)); !parsed) return fail(parsed.error());
  if (request.url.empty())
    return fail(cli::Refusal{kUsage, "joincast: URL is missing: expected http:// or https://\n"});
  if (!fetch::resolve_url({}, request.url))
    return fail(cli::Refusal{
        kUsage, "joincast: '" + request.url + "': expected an address that begins with http:// or https://\n"});
  request.walk.total = std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds));
  return options;
}

}  // namespace joincast::app
