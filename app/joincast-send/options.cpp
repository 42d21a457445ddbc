// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast-send/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <map>
#include <sstream>

#include "app/joincast/exit_code.h"
#include "sdp/text.h"

namespace joincast::app {
namespace {

constexpr const char* kFooter =
    "FILE: MP3, AAC (ADTS, M4A), Ogg Opus, Ogg Vorbis, FLAC or WAV (16-bit PCM), or - for standard input,\n"
    "which is read no faster than it sounds. By default sound flows while the group has members\n"
    "(needs CAP_NET_RAW to hear them); with --at-once whether anybody asks or not.\n";

constexpr std::size_t kLongestName = 255;


auto refuse(std::string text) { return fail(SendRefusal{kUsage, "joincast: " + std::move(text) + "\n"}); }

Result<void, SendRefusal> understand(const std::string& number, const std::string& pool, SendOptions& options) {
  headend::ServiceConfig& service = options.cast.service;
  const auto parsed = parse_service_number(number);
  if (!parsed) return refuse("--service '" + number + "': expected a service number, as in 8000:0001");
  if (*parsed == kGuideService || *parsed == kTestService)
    return refuse("--service '" + number + "': this number is built in; expected one that is free");
  service.number = *parsed;
  headend::FileUpstreamOptions& file = options.cast.file;
  const bool one = file.paths.size() == 1;
  const bool standard_input = std::find(file.paths.begin(), file.paths.end(), "-") != file.paths.end();
  if (standard_input && !one) return refuse("-: standard input can only be sent alone");
  if (standard_input && file.loop) return refuse("--loop: standard input cannot begin anew");
  file.name_untitled = !one;
  if (!service.homepage.empty() && !sdp::is_web_link(service.homepage))
    return refuse("--url '" + service.homepage + "': expected an address that begins with http:// or https://");
  if (service.name.empty() && one && !standard_input)
    service.name = std::filesystem::path(file.paths.front()).stem().string();
  service.name = sdp::clean_text(service.name, kLongestName);
  if (service.name.empty()) service.name = "joincast send";
  if (!pool.empty()) {
    const auto prefix = parse_prefix(pool);
    if (!prefix || !prefix->address.is_v4() || !prefix->address.is_multicast() || prefix->length > 16)
      return refuse("--pool '" + pool + "': expected an IPv4 multicast prefix such as 239.195.0.0/16");
    options.cast.config.pool = *prefix;
  }
  return {};
}

}  // namespace

Result<SendOptions, SendRefusal> parse_send(std::vector<std::string> arguments) {
  SendOptions options;
  headend::CasterOptions& cast = options.cast;
  std::string number, pool;
  bool on_demand = false;
  double seconds = 0;
  CLI::App app("Send a file or standard input as a service.", "joincast send");
  app.add_option("FILE", cast.file.paths, "what to send, one after the other; -: standard input")->required();
  app.add_option("--service", number, "its service number, as in 8000:0001")->required();
  app.add_option("-i,--interface", cast.config.interfaces, "send on this interface (name); may be repeated")
      ->allow_extra_args(false);  // the next word is the file
  app.add_option("--name", cast.service.name, "what the service is called; default: the file's name");
  app.add_option("--title", cast.file.title, "what plays, in place of what the file says");
  app.add_option("--url", cast.service.homepage, "a page about it, where the file tells none");
  app.add_option("--genre", cast.service.genre, "its genre");
  auto* at_once = app.add_flag("--at-once", cast.at_once, "send whether anybody asks or not");
  app.add_flag("--on-demand", on_demand, "send while there are members (the default)")->excludes(at_once);
  app.add_flag("--loop", cast.file.loop, "begin anew at the end of the last file");
  app.add_flag("--announce", cast.config.announce_on_standard_groups, "announce it on the standard SAP groups too");
  app.add_option("--hop-limit", cast.config.hop_limit, "of RTP and RTCP")
      ->check(CLI::Range(1, 255))
      ->capture_default_str();
  app.add_option("--pool", pool, "the IPv4 groups it is one of; default: 239.195.0.0/16");
  app.add_option("--for", seconds, "end after so long: 30, 30s, 5m, 1h")
      ->transform(CLI::AsNumberWithUnit(std::map<std::string, double>{{"ms", 1e-3}, {"s", 1}, {"m", 60}, {"h", 3600}},
                                        CLI::AsNumberWithUnit::CASE_SENSITIVE))
      ->check(CLI::Range(0.0, 31'536'000.0));
  app.footer(kFooter);
  try {
    std::reverse(arguments.begin(), arguments.end());
    app.parse(arguments);
  } catch (const CLI::ParseError& error) {
    std::ostringstream out, err;
    const int code = app.exit(error, out, err);
    return fail(SendRefusal{code == 0 ? kOk : kUsage, code == 0 ? out.str() : "joincast: " + err.str()});
  }
  if (auto understood = understand(number, pool, options); !understood) return fail(understood.error());
  options.duration = std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds));
  cast.config.linger = Duration{};
  return options;
}

}  // namespace joincast::app
