// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast-guide/look.h"

#include <fmt/format.h>
#include <net/if.h>

#include <csignal>
#include <optional>
#include <utility>

#include "app/joincast-guide/http_get.h"
#include "app/joincast/exit_code.h"
#include "app/joincast/settings.h"
#include "discovery/browser.h"
#include "libreceiver/guide_cache.h"
#include "libreceiver/guide_client.h"
#include "net/event_loop.h"
#include "net/interfaces.h"

namespace joincast::app {
namespace {

constexpr std::string_view kGuidePath = "/guide.json";
constexpr Duration kLongest = std::chrono::seconds(3);             // where nothing else is wished
constexpr Duration kShortest = std::chrono::milliseconds(700);     // another headend's index may come a little later
constexpr Duration kDiscovery = std::chrono::milliseconds(1'500);  // at most, for headends that DNS-SD may tell of
constexpr Duration kQuiet = std::chrono::milliseconds(200);        // nothing new for so long, and all is there

/// All that can receive, or the one that was named.
Result<std::vector<net::Interface>, int> interfaces_for(const std::string& name) {
  auto all = net::list_interfaces();
  if (!all) {
    fmt::print(stderr, "joincast: cannot list the interfaces: {}\n", all.error().message());
    return fail(int{kFailed});
  }
  if (name.empty()) {
    std::erase_if(*all, [](const net::Interface& one) { return net::fitness(one) != net::Unfit::fit; });
    return std::move(*all);
  }
  const net::Interface* const one = net::find_interface(*all, name);
  if (one && net::fitness(*one) == net::Unfit::fit) return std::vector{*one};
  fmt::print(stderr, "joincast: {}\n",
             one ? fmt::format("interface '{}' {}", one->name, to_string(net::fitness(*one)))
                 : fmt::format("there is no interface '{}'; joincast interfaces lists them", name));
  return fail(int{kNoInterface});
}

/// Runs a guide client until enough has been heard.
class Looking {
 public:
  Looking(const LookOptions& options, libreceiver::GuideClient::Options of_client)
      : http_(loop_, options.ca_file),
        wait_(options.wait.value_or(kLongest)),
        shortest_(options.only_urls ? Duration::zero() : kShortest),
        until_complete_(!options.wait),
        remembers_(!options.only_urls) {
    of_client.get = [this](const std::string& url, libreceiver::GuideClient::Done done) {
      http_.get(url, std::move(done));
    };
    timer_ = loop_.timer([this] { consider(); });
    began_ = changed_ = loop_.now().mono;
    client_.emplace(
        loop_, std::move(of_client), [this] { changed(); },
        [this](const std::string& note) { notes_.push_back(note); });
    if (options.urls.empty() && !options.prefix) discover(options.interface);
  }

  Outlook run() {
    auto& list = client_->list();
    const std::string cache = remembers_ ? libreceiver::guide_cache_path() : std::string();
    if (!libreceiver::load_guide_cache(cache, list, loop_.now().wall)) notes_.push_back("cannot read " + cache);
    const auto signals = loop_.watch_signals({SIGINT, SIGTERM}, [this](int) { loop_.stop(); });
    timer_.expires_at(until_complete_ ? began_ + shortest_ : began_ + wait_);
    if (wait_ > Duration::zero()) loop_.run();
    Outlook outlook;
    outlook.complete = client_->complete();
    if (!cache.empty())
      if (const auto error = libreceiver::save_guide_cache(cache, list))
        notes_.push_back("cannot write " + cache + ": " + error.message());
    outlook.list = std::move(list);
    outlook.notes = std::move(notes_);
    browser_.reset();
    client_.reset();
    return outlook;
  }

 private:
  /// Headends tell by DNS-SD where they are, and that their guide has changed.
  void discover(const std::string& interface) {
    const unsigned index = interface.empty() ? 0 : ::if_nametoindex(interface.c_str());
    const auto take = [this, index](const discovery::HeadendEvent& event) {
      const discovery::Headend& headend = event.headend;
      if (event.kind == discovery::HeadendEvent::Kind::gone || (index != 0 && headend.interface != index)) return;
      changed();
      for (const Prefix& prefix : headend.record.prefixes) client_->add_prefix(prefix, headend.interface);
      if (const std::string url = discovery::guide_url(headend); url.ends_with(kGuidePath))
        client_->add_url(url.substr(0, url.size() - kGuidePath.size()));
    };
    const auto note = [this](const std::string& why) {
      if (!why.empty()) notes_.push_back("no headend is found by DNS-SD: " + why);
    };
    browser_.emplace(loop_, discovery::Wanted::any, discovery::Browser::Calls{take, {}, note});
  }

  void changed() { changed_ = loop_.now().mono; }

  void consider() {
    const TimePoint now = loop_.now().mono;
    const bool told = !browser_ || browser_->complete() || now - began_ >= kDiscovery;
    const bool enough = until_complete_ && told && client_->complete() && now - changed_ >= kQuiet;
    if (enough || now - began_ >= wait_) return loop_.stop();
    timer_.expires_at(std::min(began_ + wait_, now + kQuiet / 2));
  }

  net::EventLoop loop_;
  HttpGet http_;
  std::optional<libreceiver::GuideClient> client_;
  std::optional<discovery::Browser> browser_;
  std::vector<std::string> notes_;
  net::Timer timer_;
  Duration wait_, shortest_;
  bool until_complete_, remembers_;
  TimePoint began_{}, changed_{};
};

}  // namespace

Result<Outlook, int> look(const LookOptions& options) {
  const auto settings = load_settings();
  if (!settings) {
    for (const std::string& error : settings.error()) fmt::print(stderr, "joincast: {}\n", error);
    return fail(int{kUsage});
  }
  auto interfaces = interfaces_for(options.interface.empty() ? settings->interface : options.interface);
  if (!interfaces) return fail(interfaces.error());
  libreceiver::GuideClient::Options of_client;
  if (!options.only_urls) of_client.interfaces = std::move(*interfaces);
  of_client.family = options.family;
  of_client.urls = options.urls;
  if (options.prefix) {
    of_client.prefixes = {*options.prefix};
  } else if (settings->prefix || settings->pool) {
    if (settings->prefix) of_client.prefixes.push_back(*settings->prefix);
    of_client.prefixes.push_back(settings->pool.value_or(kDefaultPool));
  }
  return Looking(options, std::move(of_client)).run();
}

}  // namespace joincast::app
