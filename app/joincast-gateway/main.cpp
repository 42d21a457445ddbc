// SPDX-License-Identifier: LGPL-2.1-or-later
#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <memory>
#include <utility>

#include "app/joincast-gateway/options.h"
#include "app/joincast/exit_code.h"
#include "app/joincast/settings.h"
#include "gateway/access.h"
#include "gateway/guide_client.h"
#include "net/event_loop.h"
#include "net/interfaces.h"
#include "net/service_manager.h"

namespace joincast::app {
namespace {

void say(const std::string& line) {
  fmt::print("{}\n", line);
  std::fflush(stdout);
}

int refuse(const std::string& text, int exit_code) {
  fmt::print(stderr, "joincast: {}\n", text);
  return exit_code;
}

/// Links come and go: whoever is on one of them may ask as long as the gateway runs where it was started.
Result<void, std::string> complete(GatewayOptions& options) {
  const auto interfaces = net::list_interfaces();
  if (!interfaces) return fail("cannot list the interfaces: " + interfaces.error().message());
  gateway::GatewaySettings& settings = options.settings;
  if (settings.clients.empty()) settings.clients = gateway::own_links(settings.listen.address, *interfaces);
  libreceiver::ServiceReference test;
  test.number = kTestService;
  if (const auto target = libreceiver::resolve(test, settings.wishes, *interfaces); !target)
    say("now nothing could be joined: " + target.error().message);
  return {};
}

void follow_guide(net::EventLoop& loop, gateway::Gateway& gateway, const std::string& url,
                  std::unique_ptr<gateway::GuideClient>& client) {
  if (url.empty()) return;
  const std::string base = gateway::GuideClient::base_of(url);
  gateway.set_guide_state("asked at " + base);
  gateway::GuideClient::Calls calls;
  calls.begin = [&gateway] { return gateway.known().begin(); };
  calls.take = [&gateway, base](const guide::Page& page) { gateway.known().take(page, base); };
  calls.say = [&gateway, base, told = std::string("-")](const std::string& trouble) mutable {
    gateway.set_guide_state(trouble.empty() ? "read from " + base : base + ": " + trouble);
    if (std::exchange(told, trouble) == trouble) return;
    say(trouble.empty() ? fmt::format("guide {}: {} services", base, gateway.known().size())
                        : fmt::format("guide {}: {}", base, trouble));
  };
  client = std::make_unique<gateway::GuideClient>(loop, url, std::move(calls));
}

int serve(GatewayOptions options) {
  std::signal(SIGPIPE, SIG_IGN);
  const auto settings = load_settings();
  if (!settings) return refuse(settings.error().front(), kUsage);
  libreceiver::ServiceReference any;
  any.number = kTestService;
  complete(any, *settings, options.settings.wishes);
  if (auto completed = complete(options); !completed) return refuse(completed.error(), kFailed);

  net::EventLoop loop;
  const net::SignalWatch signals = loop.watch_signals({SIGINT, SIGTERM}, [&loop](int) { loop.stop(); });
  const Endpoint listen = options.settings.listen;
  options.settings.say = &say;
  auto gateway = gateway::Gateway::open(loop, std::move(options.settings));
  if (!gateway) return refuse(gateway.error(), kFailed);
  for (auto& [number, name] : options.services) (*gateway)->known().name(number, std::move(name));
  std::unique_ptr<gateway::GuideClient> guide;
  follow_guide(loop, **gateway, options.guide, guide);
  say(fmt::format("gateway at http://{}/", to_string(Endpoint{listen.address, (*gateway)->port()})));
  net::notify_service_manager("READY=1");
  loop.run();
  net::notify_service_manager("STOPPING=1");
  return kOk;
}

}  // namespace
}  // namespace joincast::app

int main(int argc, char** argv) {
  using namespace joincast;
  auto options = app::parse_gateway({argv + (argc ? 1 : 0), argv + argc});
  if (!options) {
    std::fputs(options.error().text.c_str(), options.error().exit_code == 0 ? stdout : stderr);
    return options.error().exit_code;
  }
  return app::serve(std::move(*options));
}
