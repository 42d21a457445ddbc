// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/guide_face.h"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <map>

namespace joincast::headend {
namespace {

constexpr Duration kFresh = std::chrono::seconds(1);    // what HTTP is answered from is no older
constexpr Duration kRefresh = std::chrono::seconds(2);  // while somebody looks by multicast

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? std::string(name.data()) : std::string();
}

}  // namespace

GuideFace::GuideFace(net::EventLoop& loop, Calls calls)
    : loop_(loop),
      calls_(std::move(calls)),
      site_({[this]() -> const GuideBook& { return fresh_book(); }, calls_.facts, calls_.places,
             [this](const std::string& url) { return icon(url); }}),
      fetcher_(loop, icons_.limits().icon_octets,
               [this](const std::string& url, std::string octets) {
                 icons_.finish(url, std::move(octets), loop_.now().mono);
               }),
      timer_(loop.timer([this] { refresh(); })) {}

void GuideFace::configure(const Config& config, const std::vector<Link>& links) {
  const bool other = !(config.guide == config_) || !server_;
  config_ = config.guide;
  services_ = services_of(config);
  if (other) open_server(config_);
  face_ = {host_name(), http_address(links), config.pool};
  refresh();
}

void GuideFace::open_server(const GuideConfig& config) {
  server_.reset();
  if (!config.enabled || !config.http) return;
  http::Options options;
  options.listen = {config.address, config.port};
  options.hosts = config.hosts;
  auto opened = http::Server::open(loop_, std::move(options),
                                   [this](const http::Request& request) { return site_.answer(request); });
  if (!opened) return spdlog::warn("no guide over HTTP: {}; see [guide] of the configuration", opened.error());
  server_.emplace(std::move(*opened));
  spdlog::info("guide at http://{}/guide.json", to_string(Endpoint{config.address, server_->port()}));
}

/// Where listeners on the links reach the server; empty: they do not.
std::string GuideFace::http_address(const std::vector<Link>& links) const {
  IpAddress address = config_.address;
  if (!server_ || address.is_loopback()) return {};
  for (const Link& link : links) {
    if (!address.is_unspecified()) break;
    if (address.is_v4() && link.source_v4) address = *link.source_v4;
    for (const LinkPrefix& served : link.prefixes)
      if (address.is_v6() && address.is_unspecified() && !served.source.is_link_local()) address = served.source;
  }
  if (address.is_unspecified()) return {};
  return "http://" + to_string(Endpoint{address, server_->port()});
}

void GuideFace::watched(bool by_somebody) {
  if (by_somebody == watched_) return;
  watched_ = by_somebody;
  timer_.expires_at(watched_ ? loop_.now().mono : kNever);
}

IconCache::Answer GuideFace::icon(const std::string& url) {
  auto answer = icons_.ask(url, loop_.now().mono);
  if (answer.fetch) fetcher_.fetch(url);
  return answer;
}

const GuideBook& GuideFace::fresh_book() {
  if (loop_.now().mono - refreshed_ >= kFresh) refresh();
  return book_;
}

void GuideFace::refresh() {
  const Now now = loop_.now();
  refreshed_ = now.mono;
  timer_.expires_at(watched_ ? now.mono + kRefresh : kNever);
  if (!config_.enabled) return calls_.set_pages({});
  std::map<ServiceNumber, ServiceStatus> status;
  for (ServiceStatus& one : calls_.status()) status.emplace(one.number, std::move(one));
  std::vector<guide::Entry> entries;
  entries.reserve(services_.size());
  for (const ServiceConfig& service : services_) {
    const bool favourite = std::ranges::find(config_.favourites, service.number) != config_.favourites.end();
    entries.push_back(guide_entry(service, status[service.number], favourite));
  }
  if (book_.update(entries, face_, now)) calls_.set_pages(book_.pages());
}

void GuideFace::close() { server_.reset(); }

}  // namespace joincast::headend
