// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/find_target.h"

#include <fmt/format.h>

#include <cstdio>

#include "app/joincast/discover.h"
#include "app/joincast/exit_code.h"
#include "app/joincast/named_service.h"
#include "app/joincast/settings.h"
#include "libreceiver/key_file.h"
#include "net/interfaces.h"

namespace joincast::app {
namespace {

constexpr Duration kLongestDiscovery = std::chrono::seconds(3);

int exit_code_of(libreceiver::ResolveError::Kind kind) noexcept {
  using Kind = libreceiver::ResolveError::Kind;
  switch (kind) {
    case Kind::no_such_interface:
    case Kind::unfit_interface:
    case Kind::none_fit:
    case Kind::several_interfaces:
    case Kind::several_prefixes:
    case Kind::no_prefix: return kNoInterface;
    case Kind::contradiction:
    case Kind::no_ipv4_number:
    case Kind::source_needed: break;
  }
  return kUsage;
}

/// Whether a headend's own word may help: a service's number, and interfaces that leave open where it is.
bool leaves_open(const libreceiver::ResolveError& error, const ServiceOptions& options,
                 const libreceiver::Wishes& wishes) {
  using Kind = libreceiver::ResolveError::Kind;
  if (options.discover || !options.reference.number || wishes.prefix || wishes.source) return false;
  return error.kind == Kind::no_prefix || error.kind == Kind::several_prefixes ||
         error.kind == Kind::several_interfaces;
}

/// Whether IPv4 may do where IPv6 does not: a service's number, and nothing said of the family.
bool falls_back(const libreceiver::ResolveError& error, const ServiceOptions& options,
                const libreceiver::Wishes& wishes) {
  using Kind = libreceiver::ResolveError::Kind;
  if (!options.reference.number || wishes.family || wishes.prefix || wishes.source) return false;
  return error.kind == Kind::none_fit || error.kind == Kind::unfit_interface;
}

/// A number whose IPv4 group its headend allots: the guide tells it.
Result<DisplayContext, int> find_in_guide(const ServiceOptions& options, const libreceiver::Wishes& wishes,
                                          TimePoint began) {
  ServiceOptions asked = options;
  asked.wishes = wishes;
  asked.wishes.family = Family::ipv4;
  asked.name = to_string(*options.reference.number);
  const auto found = find_by_name(asked);
  if (!found) return fail(found.error());
  if (!found->reference.number) return find_target(*found, began);
  fmt::print(stderr, "joincast: no guide names an IPv4 group of service {}\n", asked.name);
  return fail(int{kNothingCame});
}

/// Wishes for what a headend says of itself by DNS-SD. Else the exit code, the reason told; kOk: it helps not, and what
/// was wrong without it still is.
Result<void, int> wish_discovered(const ServiceOptions& options, std::span<const net::Interface> interfaces,
                                  libreceiver::Wishes& wishes) {
  if (wishes.interface.empty()) wishes.interface = options.reference.interface;
  std::string note;
  const auto places = places_for(discover(kLongestDiscovery, note), wishes, interfaces);
  if (places.empty()) {
    if (!note.empty()) fmt::print(stderr, "joincast: no headend is found by DNS-SD: {}\n", note);
    if (note.empty() && options.discover) fmt::print(stderr, "joincast: no headend is found by DNS-SD\n");
    return fail(int{options.discover ? kNoInterface : kOk});
  }
  const auto place = choose(places);
  if (!place) return fail(place.error());
  wishes.interface = place->interface;
  wishes.prefix = place->prefix;
  return {};
}

}  // namespace

Result<std::optional<rtp::SrtpKey>, std::string> read_key(const std::string& file) {
  if (file.empty()) return std::optional<rtp::SrtpKey>();
  auto key = libreceiver::read_key_file(file);
  if (!key) return fail("--srtp-key-file '" + file + "': " + key.error());
  return std::optional(std::move(*key));
}

Result<DisplayContext, int> find_target(const ServiceOptions& options, TimePoint began) {
  const auto settings = load_settings();
  if (!settings) {
    for (const std::string& error : settings.error()) fmt::print(stderr, "joincast: {}\n", error);
    return fail(int{kUsage});
  }
  libreceiver::Wishes wishes = options.wishes;
  if (!options.discover) complete(options.reference, *settings, wishes);
  const auto interfaces = net::list_interfaces();
  if (!interfaces) {
    fmt::print(stderr, "joincast: cannot list the interfaces: {}\n", interfaces.error().message());
    return fail(int{kFailed});
  }
  auto key = read_key(options.srtp_key_file);
  if (!key) {
    fmt::print(stderr, "joincast: {}\n", key.error());
    return fail(int{kUsage});
  }
  if (options.discover && !wish_discovered(options, *interfaces, wishes)) return fail(int{kNoInterface});
  auto target = libreceiver::resolve(options.reference, wishes, *interfaces);
  if (!target && leaves_open(target.error(), options, wishes)) {
    const auto wished = wish_discovered(options, *interfaces, wishes);
    if (!wished && wished.error() != kOk) return fail(wished.error());
    if (wished) target = libreceiver::resolve(options.reference, wishes, *interfaces);
  }
  if (!target && falls_back(target.error(), options, wishes)) {  // a host with IPv4 alone
    wishes.family = Family::ipv4;
    complete(options.reference, *settings, wishes);
    if (auto by_v4 = libreceiver::resolve(options.reference, wishes, *interfaces);
        by_v4 || by_v4.error().kind == libreceiver::ResolveError::Kind::no_ipv4_number)
      target = std::move(by_v4);
  }
  if (!target && target.error().kind == libreceiver::ResolveError::Kind::no_ipv4_number && !wishes.source)
    return find_in_guide(options, wishes, began);
  if (!target) {
    fmt::print(stderr, "joincast: {}\n", target.error().message);
    return fail(exit_code_of(target.error().kind));
  }
  target->srtp_key = std::move(*key);
  if (options.described) {
    target->description = options.described->description;
    if (options.described->srtp_key) target->srtp_key = options.described->srtp_key;
  }
  return DisplayContext{*target, net::to_string(target->group, *interfaces), began};
}

Ending ending_of(const libreceiver::SrtpTrouble& trouble) {
  using Kind = libreceiver::SrtpTrouble::Kind;
  switch (trouble.kind) {
    case Kind::wrong_key: return {kWrongKey, trouble.message};
    case Kind::no_key:
    case Kind::in_clear: return {kKeyMismatch, trouble.message};
    case Kind::no_library: break;
  }
  return {kFailed, trouble.message};
}

int cannot_join(const DisplayContext& context, const std::error_code& error) {
  fmt::print(stderr, "joincast: cannot join {}: {}\n", context.group, error.message());
  return error == std::errc::no_such_device ? kNoInterface : kFailed;
}

Ending ending_of(libreceiver::Phase phase, const DisplayContext& context, Duration waited) {
  const auto ending = [&](int code) { return Ending{code, libreceiver::why_unheard(phase, context.group, waited)}; };
  switch (phase) {
    case libreceiver::Phase::silent: return ending(kNothingCame);
    case libreceiver::Phase::undescribed: return ending(kUndescribed);
    case libreceiver::Phase::stalled: return ending(kStalled);
    case libreceiver::Phase::playing: break;
  }
  return {kOk, {}};
}

}  // namespace joincast::app
