// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/discover.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <iostream>

#include "app/joincast/exit_code.h"
#include "discovery/browser.h"
#include "net/event_loop.h"

namespace joincast::app {
namespace {

/// None: the headend serves no IPv6 there.
std::optional<Prefix> prefix_of(const discovery::Headend& headend, const net::Interface& interface) {
  const auto& theirs = headend.record.prefixes;
  const auto ours = net::service_prefixes(interface);
  const auto shared = std::ranges::find_first_of(theirs, ours);
  if (shared != theirs.end()) return *shared;
  return theirs.empty() ? std::nullopt : std::optional(theirs.front());
}

}  // namespace

std::vector<HeadendPlace> places_for(const std::vector<discovery::Headend>& headends, const libreceiver::Wishes& wishes,
                                     std::span<const net::Interface> interfaces) {
  std::vector<HeadendPlace> places;
  if (wishes.family == Family::ipv4) return places;
  const net::Interface* const wished =
      wishes.interface.empty() ? nullptr : net::find_interface(interfaces, wishes.interface);
  for (const discovery::Headend& headend : headends) {
    const net::Interface* const interface = net::find_interface(interfaces, headend.interface);
    if (!interface || net::fitness(*interface) != net::Unfit::fit) continue;
    if (!wishes.interface.empty() && interface != wished) continue;
    const auto prefix = prefix_of(headend, *interface);
    if (!prefix) continue;
    const auto same = [&](const HeadendPlace& one) {
      return one.interface == interface->name && one.prefix == *prefix;
    };
    if (std::ranges::none_of(places, same)) places.push_back({headend.name, interface->name, *prefix});
  }
  return places;
}

std::vector<discovery::Headend> discover(Duration longest, std::string& note) {
  net::EventLoop loop;
  const discovery::Browser browser(loop, discovery::Wanted::any, {{}, [&loop] { loop.stop(); }, {}});
  const auto signals = loop.watch_signals({SIGINT, SIGTERM}, [&loop](int) { loop.stop(); });
  loop.run_until(loop.now().mono + longest);
  note = browser.note();
  return browser.headends();
}

Result<HeadendPlace, int> choose(const std::vector<HeadendPlace>& places) {
  if (places.size() == 1) return places.front();
  const bool can_ask = isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
  fmt::print(stderr, "{}\n",
             can_ask ? "Several headends may be meant:"
                     : "joincast: several headends may be meant; say which by --interface and --prefix:");
  for (std::size_t i = 0; i < places.size(); ++i)
    fmt::print(stderr, "{:>3}  --interface {} --prefix {}  {}\n", can_ask ? std::to_string(i + 1) : std::string(),
               places[i].interface, to_string(places[i].prefix), places[i].headend);
  while (can_ask) {
    fmt::print(stderr, "Which one (1 to {}, nothing: none)? ", places.size());
    std::string line;
    if (!std::getline(std::cin, line) || line.empty()) break;
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
    if (error == std::errc{} && end == line.data() + line.size() && number >= 1 && number <= places.size())
      return places[number - 1];
  }
  return fail(int{kNoInterface});
}

}  // namespace joincast::app
