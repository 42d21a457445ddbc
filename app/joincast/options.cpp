// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <sstream>

#include "app/joincast/exit_code.h"
#include "app/joincast/members_options.h"

namespace joincast::app {
namespace {

constexpr const char* kFooter =
    "SERVICE is a service number (8000:0001), a group (ff3e:40:2001:db8::8000:1%eth0),\n"
    "or rtp://[source@][group%interface]:port\n";

Duration from_seconds(double seconds) {
  return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds));
}

/// The texts as they stand on the command line, before they are understood.
struct Raw {
  std::string service, prefix, source, family;
  double patience = 30, duration = 0, volume = 100;
  bool no_reports = false;
};

void add_service_options(CLI::App& command, Raw& raw, ServiceOptions& options) {
  command.add_option("SERVICE", raw.service, "the service to receive")->required();
  command.add_option("-i,--interface", options.wishes.interface, "join on this interface (name or index)");
  command.add_option("--prefix", raw.prefix, "the headend's IPv6 /64, or the IPv4 pool");
  command.add_option("--source", raw.source, "hear only this sender; a number then means its source-specific group");
  command.add_option("--family", raw.family, "ipv4 or ipv6")->check(CLI::IsMember({"ipv4", "ipv6", "4", "6"}));
  command.add_option("--patience", raw.patience, "give up after so many seconds without media; 0: never")
      ->check(CLI::Range(0.0, 86'400.0))
      ->capture_default_str();
  command.footer(kFooter);
}

tl::unexpected<Refusal> wrong(const std::string& option, const std::string& value, std::string_view expected) {
  return fail(Refusal{kUsage, "joincast: " + option + " '" + value + "': " + std::string(expected) + "\n"});
}

Result<void, Refusal> understand(const Raw& raw, ServiceOptions& options) {
  const auto reference = libreceiver::parse_service_reference(raw.service);
  if (!reference) return wrong("SERVICE", raw.service, to_string(reference.error()));
  options.reference = *reference;
  if (!raw.prefix.empty()) {
    options.wishes.prefix = parse_prefix(raw.prefix);
    const auto& prefix = options.wishes.prefix;
    if (!prefix || (prefix->address.is_v6() ? prefix->length != 64 : prefix->length > 16))
      return wrong("--prefix", raw.prefix,
                   "expected an IPv6 prefix of 64 bits, as in 2001:db8::/64, or an IPv4 pool such as 239.195.0.0/16");
  }
  if (!raw.source.empty()) {
    options.wishes.source = parse_address(raw.source);
    if (!options.wishes.source || options.wishes.source->is_multicast() || options.wishes.source->is_unspecified())
      return wrong("--source", raw.source, "expected the numeric address of one host");
  }
  if (!raw.family.empty()) options.wishes.family = raw.family.ends_with('4') ? Family::ipv4 : Family::ipv6;
  options.patience = from_seconds(raw.patience);
  return {};
}

Result<void, Refusal> understand(const Raw& raw, PlayOptions& options) {
  if (options.sink != "sdl" && options.sink != "null" && !options.sink.ends_with(".wav"))
    return wrong("--sink", options.sink, "expected sdl, null, or the name of a .wav file");
  options.duration = from_seconds(raw.duration);
  options.volume = static_cast<float>(raw.volume / 100);
  options.reports = !raw.no_reports;
  return {};
}

}  // namespace

Result<Command, Refusal> parse_command_line(std::vector<std::string> arguments) {
  CLI::App app("Join a group, and the cast begins: hear a service by its number.", "joincast");
  app.require_subcommand(1);
  app.set_version_flag("--version", "joincast " JOINCAST_VERSION);
  Raw raw;
  PlayOptions play;
  DescribeOptions describe;
  InterfacesOptions interfaces;

  CLI::App* play_command = app.add_subcommand("play", "receive a service and play it");
  add_service_options(*play_command, raw, play.service);
  play_command->add_option("--sink", play.sink, "sdl (sound card), null, or a .wav file")->capture_default_str();
  play_command->add_option("--volume", raw.volume, "per cent, 0 to 200")
      ->check(CLI::Range(0.0, 200.0))
      ->capture_default_str();
  play_command->add_option("--duration", raw.duration, "stop after so many seconds; 0: never")
      ->check(CLI::Range(0.0, 31'536'000.0))
      ->capture_default_str();
  play_command->add_flag("--no-reports", raw.no_reports, "send no RTCP");
  play_command->add_flag("--json", play.json, "one JSON object a line instead of text");

  CLI::App* describe_command = app.add_subcommand("sdp", "print or save the session description, for other players");
  add_service_options(*describe_command, raw, describe.service);
  describe_command->add_option("-o,--output", describe.output, "write it to this file");

  CLI::App* interfaces_command =
      app.add_subcommand("interfaces", "which interfaces are fit for multicast, and which the system would choose");
  interfaces_command->add_flag("--json", interfaces.json, "one JSON object instead of a table");

  MembersCommand members(app);

  try {
    std::reverse(arguments.begin(), arguments.end());
    app.parse(arguments);
  } catch (const CLI::ParseError& error) {
    std::ostringstream out, err;
    const int code = app.exit(error, out, err);
    return fail(Refusal{code == 0 ? kOk : kUsage, code == 0 ? out.str() : "joincast: " + err.str()});
  }
  if (interfaces_command->parsed()) return interfaces;
  if (members.parsed()) {
    auto understood = members.understand();
    if (!understood) return fail(understood.error());
    return std::move(*understood);
  }
  if (describe_command->parsed()) {
    if (auto understood = understand(raw, describe.service); !understood) return fail(understood.error());
    return describe;
  }
  if (auto understood = understand(raw, play.service); !understood) return fail(understood.error());
  if (auto understood = understand(raw, play); !understood) return fail(understood.error());
  return play;
}

}  // namespace joincast::app
