// SPDX-License-Identifier: LGPL-2.1-or-later
//
// One end of DNS-SD, for a host of the lab:
//     discovery_peer browse [any|radio|tv]    a line for each event
//     discovery_peer publish NAME INTERFACE   a line for each state; USR1: the next revision; USR2: ten revisions at
//     once
#include <net/if.h>

#include <csignal>
#include <cstdio>
#include <fstream>
#include <string>

#include "discovery/browser.h"
#include "discovery/publisher.h"

namespace {

using namespace joincast;
using namespace joincast::discovery;

void say(const std::string& line) {
  std::puts(line.c_str());
  std::fflush(stdout);
}

/// A library that is here: "no" before anything is asked for.
bool has_loaded(const std::string& library) {
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);)
    if (line.find(library) != line.npos) return true;
  return false;
}

std::string words_of(const HeadendEvent& event) {
  constexpr const char* kKinds[] = {"appeared", "changed", "gone"};
  const Headend& headend = event.headend;
  std::string text = std::string(kKinds[static_cast<int>(event.kind)]) + " \"" + headend.name + "\" at";
  for (const IpAddress& address : headend.addresses) text += " " + to_string(address);
  text += " url=" + guide_url(headend) + " revision=" + std::to_string(headend.record.revision);
  for (const Prefix& prefix : headend.record.prefixes) text += " prefix=" + to_string(prefix);
  return text + ".";
}

void browse(net::EventLoop& loop, const std::string& what) {
  const Wanted wanted = what == "radio" ? Wanted::radio : what == "tv" ? Wanted::television : Wanted::any;
  const Browser browser(loop, wanted,
                        {[](const HeadendEvent& event) { say(words_of(event)); }, [] { say("complete"); },
                         [](const std::string& why) { say("note: " + why + "."); }});
  const auto signals = loop.watch_signals({SIGTERM}, [&](int) { loop.stop(); });
  loop.run();
}

void publish(net::EventLoop& loop, const std::string& name, const std::string& interface) {
  Offer offer{name, 9581, true, false, {{::if_nametoindex(interface.c_str()), {}}}};
  Record& record = offer.places[0].record;
  record = {{*parse_prefix("2001:db8:d0be:f00d::/64")}, {}, parse_address("239.195.1.0"), "/guide.json", {}, 100};
  constexpr const char* kKinds[] = {"nothing", "no daemon", "waiting", "published", "refused"};
  Publisher publisher(loop, [&](const PublisherState& state) {
    say(std::string(kKinds[static_cast<int>(state.kind)]) + ": " + state.text + ".");
  });
  publisher.offer(offer);
  const auto signals = loop.watch_signals({SIGTERM, SIGUSR1, SIGUSR2}, [&](int signal) {
    if (signal == SIGTERM) return loop.stop();
    for (int times = signal == SIGUSR1 ? 1 : 10; times > 0; --times) {
      ++record.revision;
      publisher.offer(offer);
    }
  });
  loop.run();
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "";
  net::EventLoop loop;
  say(std::string("libraries: ") + (has_loaded("libavahi") || has_loaded("libdbus") ? "loaded" : "none"));
  if (what == "browse")
    browse(loop, argc > 2 ? argv[2] : "any");
  else if (what == "publish" && argc == 4)
    publish(loop, argv[2], argv[3]);
  else
    return 2;
  return 0;
}
