// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/options.h"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <utility>

#include "app/joincast/exit_code.h"
#include "app/joincast/members_options.h"
#include "app/joincast/monitor_options.h"
#include "app/joincast/named_service.h"
#include "app/joincast/record_options.h"
#include "app/joincast/service_options.h"

namespace joincast::app {
namespace {

/// The texts as they stand on the command line, before they are understood.
struct Raw {
  RawService service;
  double duration = 0, volume = 100, time_shift = 30 * 60;
  bool no_reports = false;
  bool no_video = false;
};

/// `AES_CM_128_HMAC_SHA1_80, ... or AEAD_AES_256_GCM`.
std::string suites() {
  std::string words;
  for (std::size_t i = 0; i < rtp::kSrtpSuites; ++i) {
    if (i != 0) words += i + 1 < rtp::kSrtpSuites ? ", " : " or ";
    words += to_string(static_cast<rtp::SrtpSuite>(i));
  }
  return words;
}

Result<void, Refusal> understand(const Raw& raw, PlayOptions& options) {
  if (options.sink != "sdl" && options.sink != "null" && !options.sink.ends_with(".wav"))
    return wrong_value("--sink", options.sink, "expected sdl, null, or the name of a .wav file");
  const std::filesystem::path folder = std::filesystem::path(options.sink).parent_path();
  std::error_code ignored;
  if (!folder.empty() && !std::filesystem::is_directory(folder, ignored))
    return wrong_value("--sink", options.sink, "there is no folder " + folder.string());
  options.duration = from_seconds(raw.duration);
  options.volume = static_cast<float>(raw.volume / 100);
  options.reports = !raw.no_reports;
  options.video = !raw.no_video;
  options.time_shift = from_seconds(raw.time_shift);
  return {};
}

void add_play(CLI::App& command, Raw& raw, PlayOptions& options) {
  add_service_options(command, raw.service, options.service);
  command.add_option("--sink", options.sink, "sdl (sound card), null, or a .wav file")
      ->type_name("SINK")
      ->capture_default_str();
  cli::take_number(*command.add_option("--volume", raw.volume, "per cent, 0 to 200")->capture_default_str(), 0, 200);
  cli::take_span(*command.add_option("--duration", raw.duration, "end after so long: 90, 45m, 1h30m"), 0, 31'536'000);
  command.add_flag("--no-reports", raw.no_reports, "send no RTCP");
  command.add_flag("--no-video", raw.no_video, "of television the sound alone");
  cli::take_span(*command
                      .add_option("--time-shift", raw.time_shift,
                                  "on a terminal: how far keys can go back, at most 64 MiB; 0: not at all")
                      ->default_str("30m"),
                 0, 43'200);
  command.add_flag("--json", options.json, "one JSON object a line instead of text");
}

/// What a command that knows its own options made of them.
template <typename Part>
Result<Command, Refusal> outcome_of(Part& part) {
  auto understood = part.understand();
  if (!understood) return fail(understood.error());
  return std::move(*understood);
}

}  // namespace

Result<Command, Refusal> parse_command_line(std::vector<std::string> arguments) {
  CLI::App app("Join a group, and the cast begins: hear a service by its number.", "joincast");
  cli::use_help_style(app);
  app.require_subcommand(1);
  app.set_version_flag("--version", "joincast " JOINCAST_VERSION, "print the version, and end");
  Raw raw;
  PlayOptions play;
  DescribeOptions describe;
  InterfacesOptions interfaces;

  CLI::App* play_command = app.add_subcommand("play", "receive a service and play it");
  add_play(*play_command, raw, play);

  CLI::App* describe_command = app.add_subcommand("sdp", "print or save the session description, for other players");
  add_service_options(*describe_command, raw.service, describe.service);
  describe_command->add_option("-o,--output", describe.output, "write it to this file")->type_name("FILE");

  describe_command->add_flag("--with-key", describe.with_key,
                             "write the key too (a=crypto), into a new file that only its owner can read");

  RecordCommand record(app);

  CLI::App* interfaces_command =
      app.add_subcommand("interfaces", "which interfaces are fit for multicast, and which the system would choose");
  interfaces_command->add_flag("--json", interfaces.json, "one JSON object instead of a table");

  MembersCommand members(app);
  MonitorCommand monitor(app);

  SrtpKeyOptions key;
  std::string suite(to_string(key.suite));
  CLI::App* key_command = app.add_subcommand("srtp-key", "make a new key file for an enciphered service");
  key_command->add_option("--suite", suite, suites())->type_name("SUITE")->capture_default_str();
  key_command->add_option("-o,--output", key.output, "the file; it must not exist yet")->type_name("FILE")->required();

  app.add_subcommand("guide", "list what is on offer");  // main() runs these
  app.add_subcommand("gateway", "hand services on over HTTP");
  app.add_subcommand("favourites", "remember services, list, import and export them");
  app.add_subcommand("resolve", "walk from a web address to sound, and show each step");
  app.add_subcommand("send", "send files, standard input or a sound device as a service");

  if (arguments.empty()) return fail(Refusal{kUsage, "joincast: expected a command\n" + app.help()});
  if (auto parsed = cli::parse(app, std::move(arguments)); !parsed) return fail(parsed.error());
  if (interfaces_command->parsed()) return interfaces;
  if (members.parsed()) return outcome_of(members);
  if (monitor.parsed()) return outcome_of(monitor);
  if (record.parsed()) return outcome_of(record);
  if (key_command->parsed()) {
    const auto known = rtp::parse_srtp_suite(suite);
    if (!known) return wrong_value("--suite", suite, "expected " + suites());
    key.suite = *known;
    return key;
  }
  if (describe_command->parsed()) {
    if (auto understood = understand(raw.service, describe.service); !understood) return fail(understood.error());
    const bool has_key = !describe.service.srtp_key_file.empty() || !describe.service.guide.empty() ||
                         (describe.service.described && describe.service.described->srtp_key);
    if (describe.with_key && (describe.output.empty() || !has_key))
      return wrong_value("--with-key", "", "only with --output and a key, by --srtp-key-file or --guide");
    return describe;
  }
  if (play.service.guide.empty() && is_name(raw.service.service))
    play.service.name = std::exchange(raw.service.service, to_string(kGuideService));
  if (auto understood = understand(raw.service, play.service); !understood) return fail(understood.error());
  if (auto understood = understand(raw, play); !understood) return fail(understood.error());
  return play;
}

}  // namespace joincast::app
