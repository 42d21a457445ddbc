// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/monitor_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <iterator>

#include "app/cli/help_style.h"
#include "app/joincast/exit_code.h"
#include "app/joincast/service_options.h"

namespace joincast::app {
namespace {

constexpr const char* kFooter =
    "SERVICE is a service number (8000:0001), a group (ff3e:40:2001:db8::8000:1%eth0),\n"
    "rtp://[source@][group%interface]:port, or a file with a session description (radio.sdp)\n"
    "--all hears the standard SAP groups and, with CAP_NET_RAW, what others are members of.\n"
    "Keys: s worst first or as given, q quits.\n";

constexpr std::string_view kBlanks = " \t\r\n";

constexpr std::size_t kLargestList = 1u << 20;

tl::unexpected<Refusal> wrong(std::string text) { return fail(Refusal{kUsage, "joincast: " + std::move(text) + "\n"}); }

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(kBlanks);
  return first == text.npos ? std::string_view() : text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

}  // namespace

Result<std::vector<ServiceOptions>, Refusal> parse_service_list(std::string_view text, std::string_view name,
                                                                const ServiceOptions& each, ServiceKeys* keys) {
  std::vector<ServiceOptions> services;
  for (unsigned line = 1; !text.empty(); ++line) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view word = trimmed(text.substr(0, std::min(text.find('#'), end)));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    ServiceOptions& service = services.emplace_back(each);
    if (keys) service.srtp_key_file = keys->file_of(std::string(word));
    if (const auto understood = understand_service(std::string(word), service); !understood) {
      const std::string_view what = understood.error().text;
      return wrong(fmt::format("{}:{}: {}", name, line, trimmed(what.substr(what.find('\'')))));
    }
  }
  return services;
}

struct MonitorCommand::Impl {
  CLI::App* command = nullptr;
  MonitorOptions options;
  std::vector<std::string> services, key_files;
  ServiceOptions each;  // what is said of all of them
  std::string file, prefix, family, csv;
  double interval = 1, seconds = 0;
  bool no_reports = false;
};

MonitorCommand::MonitorCommand(CLI::App& app) : impl_(std::make_unique<Impl>()) {
  impl_->command = app.add_subcommand("monitor", "a live table of many services: loss, jitter, members, titles");
  CLI::App& command = *impl_->command;
  MonitorOptions& options = impl_->options;
  command.add_option("SERVICE", impl_->services, "services to receive");
  command.add_flag("--all", options.all, "those that are on the air, as they come and go");
  command.add_option("--services", impl_->file, "those listed in a file, one a line")->type_name("FILE");
  command.add_option("-i,--interface", options.wishes.interface, "join on this interface (name or index)")
      ->type_name("NAME");
  command.add_option("--prefix", impl_->prefix, "the headend's IPv6 /64, or the IPv4 pool")->type_name("PREFIX");
  command.add_option("--family", impl_->family, "ipv4 or ipv6")
      ->type_name("FAMILY")
      ->check(CLI::IsMember({"ipv4", "ipv6", "4", "6"}));
  command
      .add_option("--srtp-key-file", impl_->key_files,
                  "the services named, or one of them, are enciphered (SRTP) with this file's key; may be repeated")
      ->type_name("[SERVICE=]FILE")
      ->expected(1)
      ->take_all();
  add_guide_options(command, impl_->each);
  cli::take_span(
      *command.add_option("--interval", impl_->interval, "between two looks: 500ms, 1, 10s, 1m")->capture_default_str(),
      0.1, 3'600);
  cli::take_span(*command.add_option("--for,--duration", impl_->seconds, "end after so long: 30, 30s, 5m, 1h"), 0,
                 31'536'000);
  auto* json = command.add_flag("--json", options.json, "one JSON object a line instead of a table");
  command
      .add_option("--csv", impl_->csv, "comma-separated values, to this file beside the table or to standard output")
      ->type_name("FILE")
      ->expected(0, 1)
      ->excludes(json);
  command.add_flag("--worst-first", options.worst_first, "begin sorted, those with the most trouble on top");
  command.add_flag("--no-reports", impl_->no_reports, "send no RTCP");
  command.footer(kFooter);
}

MonitorCommand::~MonitorCommand() = default;

bool MonitorCommand::parsed() const { return impl_->command->parsed(); }

Result<MonitorOptions, Refusal> MonitorCommand::understand() const {
  MonitorOptions options = impl_->options;
  const ServiceOptions& each = impl_->each;
  auto keys = ServiceKeys::parse(impl_->key_files, impl_->services);
  if (!keys) return wrong("--srtp-key-file " + keys.error());
  for (const std::string& text : impl_->services) {
    ServiceOptions& service = options.services.emplace_back(each);
    service.srtp_key_file = keys->file_of(text);
    if (auto understood = understand_service(text, service); !understood) return fail(understood.error());
  }
  if (!impl_->file.empty()) {
    std::ifstream file(impl_->file, std::ios::binary);
    if (!file) return wrong(fmt::format("--services '{}': cannot be read", impl_->file));
    std::string text(kLargestList, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    auto listed = parse_service_list(text, impl_->file, each, &*keys);
    if (!listed) return fail(listed.error());
    options.services.insert(options.services.end(), listed->begin(), listed->end());
  }
  for (const ServiceKeys::One& key : keys->of_one()) {
    if (!key.used && !options.all)
      return wrong(fmt::format("--srtp-key-file '{}': expected one of the services named", key.service));
    if (!key.used && key.reference) options.found_keys.push_back({*key.reference, key.file});
  }
  if (options.services.empty() && !options.all)
    return wrong("monitor: name services, or a file of them by --services, or take --all");
  if (!impl_->prefix.empty()) {
    options.wishes.prefix = parse_prefix(impl_->prefix);
    const auto& prefix = options.wishes.prefix;
    if (!prefix || !is_usable(*prefix))
      return wrong(
          fmt::format("--prefix '{}': expected an IPv6 prefix of 64 bits, as in 2001:db8::/64, or an IPv4 pool "
                      "such as 239.195.0.0/16",
                      impl_->prefix));
  }
  if (!impl_->family.empty()) options.wishes.family = impl_->family.ends_with('4') ? Family::ipv4 : Family::ipv6;
  options.interval = from_seconds(impl_->interval);
  options.duration = from_seconds(impl_->seconds);
  options.reports = !impl_->no_reports;
  if (impl_->command->count("--csv")) options.csv = impl_->csv.empty() ? "-" : impl_->csv;
  return options;
}

}  // namespace joincast::app
