// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/find_target.h"

#include <fmt/format.h>

#include <cstdio>

#include "app/joincast/exit_code.h"
#include "app/joincast/settings.h"
#include "net/interfaces.h"

namespace joincast::app {
namespace {

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

}  // namespace

Result<DisplayContext, int> find_target(const ServiceOptions& options, TimePoint began) {
  const auto settings = load_settings();
  if (!settings) {
    fmt::print(stderr, "joincast: {}\n", settings.error());
    return fail(int{kUsage});
  }
  libreceiver::Wishes wishes = options.wishes;
  complete(options.reference, *settings, wishes);
  const auto interfaces = net::list_interfaces();
  if (!interfaces) {
    fmt::print(stderr, "joincast: cannot list the interfaces: {}\n", interfaces.error().message());
    return fail(int{kFailed});
  }
  const auto target = libreceiver::resolve(options.reference, wishes, *interfaces);
  if (!target) {
    fmt::print(stderr, "joincast: {}\n", target.error().message);
    return fail(exit_code_of(target.error().kind));
  }
  return DisplayContext{*target, net::to_string(target->group, *interfaces), began};
}

int cannot_join(const DisplayContext& context, const std::error_code& error) {
  fmt::print(stderr, "joincast: cannot join {}: {}\n", context.group, error.message());
  return error == std::errc::no_such_device ? kNoInterface : kFailed;
}

Ending ending_of(libreceiver::Phase phase, const DisplayContext& context, Duration waited) {
  const double seconds = std::chrono::duration<double>(waited).count();
  switch (phase) {
    case libreceiver::Phase::silent:
      return {kNothingCame,
              fmt::format("joined {}, and nothing came in {:.0f} s: is there a headend on this link, with "
                          "this prefix and service?",
                          context.group, seconds)};
    case libreceiver::Phase::undescribed:
      return {kUndescribed,
              fmt::format("packets come, but in {:.0f} s no session description that says what they are", seconds)};
    case libreceiver::Phase::stalled: return {kStalled, fmt::format("nothing came any more for {:.0f} s", seconds)};
    case libreceiver::Phase::playing: break;
  }
  return {kOk, {}};
}

}  // namespace joincast::app
