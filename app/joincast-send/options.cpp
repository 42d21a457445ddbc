// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast-send/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>

#include "app/joincast/exit_code.h"
#include "sdp/text.h"

namespace joincast::app {
namespace {

constexpr const char* kFooter =
    "FILE: MP3, AAC (ADTS, M4A), Ogg Opus, Ogg Vorbis, FLAC or WAV (16-bit PCM), or - for standard input,\n"
    "which is read no faster than it sounds, or device:NAME for what a sound device hears (device: alone\n"
    "for the system's choice, device:2 for the second of --list-devices).\n"
    "By default sound flows while the group has members (needs CAP_NET_RAW to hear them); with --at-once\n"
    "whether anybody asks or not. See joincast-send(1).\n";

constexpr std::size_t kLongestName = 255;
constexpr std::string_view kDevice = "device:";
constexpr Duration kDeviceQueue = std::chrono::milliseconds(100);  // a device comes evenly, and is live

/// What the command line says, as it stands there.
struct Words {
  std::vector<std::string> sources;
  std::string number, pool, codec, title;
  double seconds = 0;
  double bitrate = 128;
  unsigned rate = 48'000;
  unsigned channels = 2;
  bool loop = false;
  bool device_options = false;
};

auto refuse(std::string text) { return fail(cli::Refusal{kUsage, "joincast: " + std::move(text) + "\n"}); }

Result<void, cli::Refusal> take_device(const Words& words, SendOptions& options) {
  headend::CaptureOptions device;
  device.device = words.sources.front().substr(kDevice.size());
  if (words.sources.size() != 1) return refuse("device: a sound device can only be sent alone");
  if (words.loop) return refuse("--loop: a sound device cannot begin anew");
  device.codec = words.codec == "l16" ? payload::Codec::l16 : payload::Codec::opus;
  if (device.codec == payload::Codec::opus && words.rate != 48'000)
    return refuse("--rate: Opus is always 48000 Hz; expected that, or --codec l16");
  if (device.codec == payload::Codec::opus && words.channels > 2)
    return refuse("--channels: Opus is sent with 1 or 2; expected that, or --codec l16");
  device.sample_rate_hz = words.rate;
  device.channels = static_cast<std::uint8_t>(words.channels);
  device.bits_per_second = static_cast<std::uint32_t>(words.bitrate * 1'000);
  device.title = words.title;
  if (options.cast.service.name.empty()) options.cast.service.name = device.device;
  options.cast.config.queue = kDeviceQueue;
  options.cast.device = std::move(device);
  return {};
}

Result<void, cli::Refusal> take_files(const Words& words, SendOptions& options) {
  if (words.device_options) return refuse("--codec, --rate, --channels, --bitrate: only with device:");
  const bool one = words.sources.size() == 1;
  const bool standard_input = std::find(words.sources.begin(), words.sources.end(), "-") != words.sources.end();
  for (const std::string& source : words.sources)
    if (source.starts_with(kDevice)) return refuse("device: a sound device can only be sent alone");
  if (standard_input && !one) return refuse("-: standard input can only be sent alone");
  if (standard_input && words.loop) return refuse("--loop: standard input cannot begin anew");
  headend::FileUpstreamOptions& file = options.cast.file;
  file.paths = words.sources;
  file.loop = words.loop;
  file.title = words.title;
  file.name_untitled = !one;
  if (options.cast.service.name.empty() && one && !standard_input)
    options.cast.service.name = std::filesystem::path(file.paths.front()).stem().string();
  return {};
}

Result<void, cli::Refusal> understand(const Words& words, SendOptions& options) {
  headend::ServiceConfig& service = options.cast.service;
  if (words.sources.empty()) return refuse("FILE is missing: what to send, - for standard input, or device:");
  if (words.number.empty()) return refuse("--service is missing: expected a service number, as in 8000:0001");
  const auto parsed = parse_service_number(words.number);
  if (!parsed) return refuse("--service '" + words.number + "': expected a service number, as in 8000:0001");
  if (*parsed == kGuideService || *parsed == kTestService)
    return refuse("--service '" + words.number + "': this number is built in; expected one that is free");
  service.number = *parsed;
  if (!service.homepage.empty() && !sdp::is_web_link(service.homepage))
    return refuse("--url '" + service.homepage + "': expected an address that begins with http:// or https://");
  const bool device = words.sources.front().starts_with(kDevice);
  if (auto taken = device ? take_device(words, options) : take_files(words, options); !taken) return taken;
  service.name = sdp::clean_text(service.name, kLongestName);
  if (service.name.empty()) service.name = "joincast send";
  if (!words.pool.empty()) {
    const auto prefix = parse_prefix(words.pool);
    if (!prefix || !prefix->address.is_v4() || !prefix->address.is_multicast() || prefix->length > 16)
      return refuse("--pool '" + words.pool + "': expected an IPv4 multicast prefix such as 239.195.0.0/16");
    options.cast.config.pool = *prefix;
  }
  return {};
}

void add_what(CLI::App& app, Words& words, SendOptions& options) {
  headend::CasterOptions& cast = options.cast;
  app.add_option("FILE", words.sources, "what to send, one after the other");
  app.add_option("--service", words.number, "its service number, as in 8000:0001")->type_name("NUMBER");
  app.add_option("--name", cast.service.name, "what the service is called; default: the file's name")
      ->type_name("TEXT");
  app.add_option("--title", words.title, "what plays, in place of what the file says")->type_name("TEXT");
  app.add_option("--url", cast.service.homepage, "a page about it, where the file tells none")->type_name("URL");
  app.add_option("--genre", cast.service.genre, "its genre")->type_name("TEXT");
  app.add_flag("--loop", words.loop, "begin anew at the end of the last file");
  app.add_flag("--list-devices", options.list_devices, "print the names of the sound devices, and end");
  app.add_option("--codec", words.codec, "of a device: opus (the default) or l16, which is not compressed")
      ->type_name("CODEC")
      ->check(CLI::IsMember({"opus", "l16"}));
  cli::take_number(*app.add_option("--bitrate", words.bitrate, "of Opus, kbit/s")->capture_default_str(), 6, 510);
  cli::take_number(*app.add_option("--channels", words.channels, "of a device")->capture_default_str(), 1, 8);
  cli::take_number(*app.add_option("--rate", words.rate, "of a device as l16, Hz")->capture_default_str(), 8'000,
                   96'000);
}

void add_where(CLI::App& app, Words& words, bool& on_demand, SendOptions& options) {
  headend::CasterOptions& cast = options.cast;
  app.add_option("-i,--interface", cast.config.interfaces, "send on this interface (name); may be repeated")
      ->type_name("NAME")
      ->allow_extra_args(false);  // the next word is the file
  auto* at_once = app.add_flag("--at-once", cast.at_once, "send whether anybody asks or not");
  app.add_flag("--on-demand", on_demand, "send while there are members (the default)")->excludes(at_once);
  app.add_flag("--announce", cast.config.announce_on_standard_groups, "announce it on the standard SAP groups too");
  cli::take_number(*app.add_option("--hop-limit", cast.config.hop_limit, "of RTP and RTCP")->capture_default_str(), 1,
                   255);
  app.add_option("--pool", words.pool, "the IPv4 groups it is one of; default: 239.195.0.0/16")->type_name("PREFIX");
  cli::take_span(*app.add_option("--for", words.seconds, "end after so long: 30, 30s, 5m, 1h30m"), 0, 31'536'000);
  app.add_flag("--json", options.json, "one JSON object a line");
}

}  // namespace

Result<SendOptions, cli::Refusal> parse_send(std::vector<std::string> arguments) {
  SendOptions options;
  Words words;
  bool on_demand = false;
  CLI::App app("Send files, standard input or a sound device as a service.", "joincast send");
  cli::use_help_style(app);
  app.set_version_flag("--version", "joincast-send " JOINCAST_VERSION, "print the version, and end");
  add_what(app, words, options);
  add_where(app, words, on_demand, options);
  app.footer(kFooter);
  if (auto parsed = cli::parse(app, std::move(arguments)); !parsed) return fail(parsed.error());
  words.device_options =
      app.count("--codec") + app.count("--rate") + app.count("--channels") + app.count("--bitrate") != 0;
  if (options.list_devices) return options;
  if (auto understood = understand(words, options); !understood) return fail(understood.error());
  options.duration = std::chrono::duration_cast<Duration>(std::chrono::duration<double>(words.seconds));
  options.cast.config.linger = Duration{};
  return options;
}

}  // namespace joincast::app
