// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/service_options.h"

#include <CLI/CLI.hpp>

#include "app/cli/help_style.h"
#include "app/joincast/description_file.h"
#include "app/joincast/exit_code.h"

namespace joincast::app {
namespace {

constexpr const char* kFooter =
    "SERVICE is a service number (8000:0001), a group (ff3e:40:2001:db8::8000:1%eth0),\n"
    "rtp://[source@][group%interface]:port, or a file with a session description (radio.sdp);\n"
    "for play also a part of a name (joincast guide lists them)\n";

constexpr const char* kOrFile = ", or a file with a session description";

}  // namespace

Duration from_seconds(double seconds) {
  return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds));
}

void add_service_options(CLI::App& command, RawService& raw, ServiceOptions& options) {
  command.add_option("SERVICE", raw.service, "the service to receive")->required();
  add_finding_options(command, raw, options);
}

void add_finding_options(CLI::App& command, RawService& raw, ServiceOptions& options) {
  command.add_option("-i,--interface", options.wishes.interface, "join on this interface (name or index)")
      ->type_name("NAME");
  command.add_option("--prefix", raw.prefix, "the headend's IPv6 /64, or the IPv4 pool")->type_name("PREFIX");
  command.add_flag("--discover", options.discover, "find the headend by DNS-SD, whatever the interfaces have")
      ->excludes("--prefix");
  command.add_option("--source", raw.source, "hear only this sender; a number then means its source-specific group")
      ->type_name("ADDRESS");
  command.add_option("--family", raw.family, "ipv4 or ipv6")
      ->type_name("FAMILY")
      ->check(CLI::IsMember({"ipv4", "ipv6", "4", "6"}));
  command.add_option("--srtp-key-file", options.srtp_key_file, "the service is enciphered (SRTP) with this file's key")
      ->type_name("FILE");
  add_guide_options(command, options);
  cli::take_span(*command.add_option("--patience", raw.patience, "give up after so long without media; 0: never")
                      ->capture_default_str(),
                 0, 86'400);
  command.footer(kFooter);
}

void add_guide_options(CLI::App& command, ServiceOptions& options) {
  command
      .add_option("--guide", options.guide,
                  "take the service, a number or a part of a name, from this headend's guide over HTTP; by https with "
                  "its key")
      ->type_name("URL");
  command.add_option("--ca-file", options.ca_file, "believe these certificates there (PEM), not the system's")
      ->type_name("FILE")
      ->needs("--guide");
}

bool is_usable(const Prefix& prefix) {
  return prefix.address.is_v6() ? prefix.length == 64
                                : prefix.length >= 4 && prefix.length <= 16 && prefix.address.is_multicast();
}

tl::unexpected<Refusal> wrong_value(const std::string& option, const std::string& value, std::string_view expected) {
  return fail(Refusal{
      kUsage, "joincast: " + option + (value.empty() ? "" : " '" + value + "'") + ": " + std::string(expected) + "\n"});
}

Result<void, Refusal> understand_service(const std::string& text, ServiceOptions& options) {
  options.described.reset();
  if (!options.guide.empty()) {
    if (!options.guide.starts_with("http://") && !options.guide.starts_with("https://"))
      return wrong_value("--guide", options.guide, "expected an address that begins with http:// or https://");
    if (is_description_file(text))
      return wrong_value("--guide", options.guide, "SERVICE is a session description: nothing is left to find");
    options.name = text;
    options.reference.number = kGuideService;
    return {};
  }
  if (const auto reference = libreceiver::parse_service_reference(text)) {
    options.reference = *reference;
    return {};
  } else if (!is_description_file(text)) {
    const bool nothing = reference.error() == libreceiver::ReferenceErrc::not_a_service;
    return wrong_value("SERVICE", text, std::string(to_string(reference.error())) + (nothing ? kOrFile : ""));
  }
  auto described = read_description_file(text);
  if (!described) return wrong_value("SERVICE", text, described.error());
  if (described->srtp_key && !options.srtp_key_file.empty())
    return wrong_value("--srtp-key-file", options.srtp_key_file, "the session description has a key of its own");
  options.reference = described->reference;
  options.described = std::move(*described);
  return {};
}

Result<void, Refusal> understand(const RawService& raw, ServiceOptions& options) {
  if (auto understood = understand_service(raw.service, options); !understood) return understood;
  if (!raw.prefix.empty()) {
    options.wishes.prefix = parse_prefix(raw.prefix);
    const auto& prefix = options.wishes.prefix;
    if (!prefix || !is_usable(*prefix))
      return wrong_value("--prefix", raw.prefix,
                         "expected an IPv6 prefix of 64 bits, as in 2001:db8::/64, or an IPv4 pool such as "
                         "239.195.0.0/16");
  }
  if (!raw.source.empty()) {
    options.wishes.source = parse_address(raw.source);
    if (!options.wishes.source || options.wishes.source->is_multicast() || options.wishes.source->is_unspecified())
      return wrong_value("--source", raw.source, "expected the numeric address of one host");
  }
  if (!raw.family.empty()) options.wishes.family = raw.family.ends_with('4') ? Family::ipv4 : Family::ipv6;
  options.patience = from_seconds(raw.patience);
  return {};
}

}  // namespace joincast::app
