// SPDX-License-Identifier: LGPL-2.1-or-later
#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "app/joincast-gateway/options.h"
#include "app/joincast-guide/http_get.h"
#include "app/joincast/exit_code.h"
#include "app/joincast/settings.h"
#include "gateway/access.h"
#include "libreceiver/guide_client.h"
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

/// `http://192.0.2.1:9581` of that or of the guide itself.
std::string base_of(const std::string& url) {
  constexpr std::string_view kFile = "/guide.json";
  std::string base = url.substr(0, url.find_first_of("?#"));
  if (base.ends_with(kFile)) base.resize(base.size() - kFile.size());
  while (base.ends_with('/')) base.pop_back();
  return base;
}

/// Reads a headend's guide, and what changed in it, for as long as it lives.
class GuideFollower {
 public:
  GuideFollower(net::EventLoop& loop, gateway::Gateway& gateway, const std::string& url)
      : loop_(loop), gateway_(gateway), base_(base_of(url)), timer_(loop.timer([this] { ask(); })) {
    gateway_.set_guide_state("asked at " + base_);
    libreceiver::GuideClient::Options options;
    options.announcements = false;
    options.urls = {base_};
    options.get = [this](const std::string& asked, libreceiver::GuideClient::Done done) {
      http_.get(asked, std::move(done));
    };
    client_.emplace(
        loop_, std::move(options), [this] { changed(); }, [this](const std::string& note) { failed(note); });
    timer_.expires_at(loop_.now().mono + kInterval);
  }

 private:
  static constexpr Duration kInterval = std::chrono::seconds(15);  // between two looks at what changed
  static constexpr Duration kRetry = std::chrono::seconds(5);

  void ask() {
    timer_.expires_at(loop_.now().mono + kInterval);
    client_->add_url(base_);
  }

  void changed() {
    if (!client_->complete()) return;
    gateway_.known().set_guide(client_->list().items(), base_);
    tell({});
  }

  void failed(const std::string& note) {
    timer_.expires_at(loop_.now().mono + kRetry);
    tell(note);
  }

  void tell(const std::string& trouble) {
    gateway_.set_guide_state(trouble.empty() ? "read from " + base_ : trouble);
    if (std::exchange(told_, trouble) == trouble) return;
    say(trouble.empty() ? fmt::format("guide {}: {} services", base_, gateway_.known().size()) : trouble);
  }

  net::EventLoop& loop_;
  gateway::Gateway& gateway_;
  const std::string base_;
  std::string told_ = "-";
  HttpGet http_{loop_, {}};
  net::Timer timer_;
  std::optional<libreceiver::GuideClient> client_;
};

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
  std::optional<GuideFollower> guide;
  if (!options.guide.empty()) guide.emplace(loop, **gateway, options.guide);
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
