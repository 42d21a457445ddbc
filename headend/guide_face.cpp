// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/guide_face.h"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <map>

#include "headend/guide_offer.h"

namespace joincast::headend {
namespace {

constexpr Duration kFresh = std::chrono::seconds(1);  // what HTTP is answered from is no older
constexpr std::size_t kPopular = 300;                 // stations of directories by multicast: one page
constexpr std::size_t kGenres = 300;
constexpr std::size_t kMostListed = 2'000;
constexpr Duration kRefresh = std::chrono::seconds(2);  // while somebody looks by multicast

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? std::string(name.data()) : std::string();
}

void log_published(const discovery::PublisherState& state) {
  using Kind = discovery::PublisherState::Kind;
  if (state.kind == Kind::nothing || state.kind == Kind::waiting) return;
  const auto level = state.kind == Kind::published ? spdlog::level::info : spdlog::level::warn;
  spdlog::log(level, "DNS-SD: the guide is {}", to_string(state));
}

}  // namespace

GuideFace::GuideFace(net::EventLoop& loop, Calls calls)
    : loop_(loop),
      calls_(std::move(calls)),
      site_({[this]() -> const GuideBook& { return fresh_book(); }, calls_.facts, calls_.places,
             [this](const std::string& url) { return icon(url); },
             [this](const directory::Query& query, std::function<void(directory::Page)> answer) {
               if (calls_.catalogue->open()) calls_.catalogue->search(query, std::move(answer));
               return calls_.catalogue->open();
             },
             [this](ServiceNumber number, std::function<void(std::optional<guide::Entry>)> answer) {
               if (!calls_.catalogue->open()) return false;
               calls_.catalogue->find_all({number}, [answer](const std::vector<directory::Entry>& found) {
                 answer(found.empty() ? std::nullopt : std::optional(guide_entry(found.front())));
               });
               return true;
             },
             [this](std::function<void(std::vector<directory::Entry>)> answer) {
               if (calls_.catalogue->open()) calls_.catalogue->collisions(std::move(answer));
               return calls_.catalogue->open();
             },
             calls_.group_v4, [this] { return static_cast<std::uint8_t>(whole_config_->hop_limit); },
             [this](ServiceNumber number) { return key(number); }}),
      fetcher_(loop, icons_.limits().icon_octets,
               [this](const std::string& url, std::string octets) {
                 icons_.finish(url, std::move(octets), loop_.now().mono);
               }),
      publisher_(loop, &log_published),
      timer_(loop.timer([this] { refresh(); })) {}

void GuideFace::configure(const Config& config, const std::vector<Link>& links) {
  const bool other = !(config.guide == config_) || !server_;
  config_ = config.guide;
  whole_config_ = config;
  links_ = links;
  services_ = services_of(config);
  if (other) open_server(config_);
  face_ = {host_name(), http_address(links), config.pool, std::move(face_.genres)};
  catalogue_changed();
  refresh();
}

/// Asks for what the pages hold of the directories' stations; the answers come with the next refresh.
void GuideFace::catalogue_changed() {
  if (!calls_.catalogue->open()) {
    listed_.clear();
    popular_.clear();
    face_.genres.clear();
    return;
  }
  directory::Query first;
  first.limit = kPopular;
  calls_.catalogue->search(first, [this](const directory::Page& found) {
    if (std::exchange(catalogue_revision_, found.revision) != found.revision) book_.begin_anew(loop_.now());
    popular_.clear();
    for (const directory::Entry& station : found.entries) popular_.push_back(guide_entry(station));
  });
  calls_.catalogue->tags(kGenres, [this](const std::vector<directory::TagCount>& tags) {
    face_.genres.clear();
    for (const directory::TagCount& tag : tags)
      face_.genres.push_back({tag.tag, static_cast<std::uint32_t>(std::min<std::size_t>(tag.stations, UINT32_MAX)), 0});
  });
  std::vector<ServiceNumber> numbers;
  for (const ServiceNumber number : config_.favourites)
    if (is_directory_number(number)) numbers.push_back(number);
  for (const auto& [number, entry] : listed_)
    if (std::ranges::find(numbers, number) == numbers.end()) numbers.push_back(number);
  learn(std::move(numbers));
}

/// Numbers nobody has stay known as such, and are not asked for again before something changes.
void GuideFace::learn(std::vector<ServiceNumber> numbers) {
  if (numbers.empty() || !calls_.catalogue->open()) return;
  if (listed_.size() > kMostListed) listed_.clear();
  for (const ServiceNumber number : numbers) listed_.try_emplace(number);
  calls_.catalogue->find_all(std::move(numbers), [this](const std::vector<directory::Entry>& found) {
    for (const directory::Entry& station : found) listed_[station.number] = guide_entry(station);
  });
}

/// The popular ones, favourites, and what is on the air.
void GuideFace::take_listed(std::vector<guide::Entry>& entries, std::map<ServiceNumber, ServiceStatus>& status) {
  std::map<ServiceNumber, guide::Entry> taken;
  for (const guide::Entry& entry : popular_) taken.emplace(entry.number, entry);
  const auto take = [&](ServiceNumber number) {
    const auto known = listed_.find(number);
    if (known != listed_.end() && !known->second.name.empty()) taken.emplace(number, known->second);
    return known != listed_.end();
  };
  std::vector<ServiceNumber> unknown;
  for (const ServiceNumber number : config_.favourites)
    if (is_directory_number(number)) take(number);
  for (const auto& [number, one] : status)
    if (one.running && is_directory_number(number) && !take(number)) unknown.push_back(number);
  for (const guide::Entry& entry : entries) taken.erase(entry.number);
  for (auto& [number, entry] : taken) {
    entry.favourite = std::ranges::find(config_.favourites, number) != config_.favourites.end();
    if (const auto now = status.find(number); now != status.end()) set_on_air(entry, now->second);
    entries.push_back(std::move(entry));
  }
  learn(std::move(unknown));
}

void GuideFace::open_server(const GuideConfig& config) {
  server_.reset();
  if (!config.enabled || !config.http) return;
  http::Options options;
  options.listen = {config.address, config.port};
  options.hosts = config.hosts;
  auto opened = http::Server::open_live(loop_, std::move(options),
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
  for (const Link& link : links)  // `::` serves IPv4 too
    if (address.is_v6() && address.is_unspecified() && link.source_v4) address = *link.source_v4;
  if (address.is_unspecified()) return {};
  return "http://" + to_string(Endpoint{address, server_->port()});
}

void GuideFace::set_links(const std::vector<Link>& links) {
  if (!whole_config_ || links == links_) return;
  links_ = links;
  face_.http = http_address(links);
  refresh();
}

/// Television is told by the guide's own word of each service.
void GuideFace::publish() {
  GuideFacts facts{face_.headend, server_ ? server_->port() : std::uint16_t{0}, book_.revision(), true, false};
  facts.television = std::ranges::any_of(services_, [this](const ServiceConfig& service) {
    const guide::Entry* const entry = book_.find(service.number);
    return entry && entry->kind == guide::Kind::television;
  });
  publisher_.offer(guide_offer(*whole_config_, links_, facts));
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

std::optional<rtp::SrtpKey> GuideFace::key(ServiceNumber number) const {
  if (!config_.keys_behind_tls) return std::nullopt;
  const auto service = std::ranges::find(services_, number, &ServiceConfig::number);
  return service == services_.end() ? std::nullopt : service->srtp_key;
}

const GuideBook& GuideFace::fresh_book() {
  if (loop_.now().mono - refreshed_ >= kFresh) refresh();
  return book_;
}

void GuideFace::refresh() {
  const Now now = loop_.now();
  refreshed_ = now.mono;
  timer_.expires_at(watched_ ? now.mono + kRefresh : kNever);
  if (!config_.enabled) {
    publish();
    return calls_.set_pages({});
  }
  std::map<ServiceNumber, ServiceStatus> status;
  for (ServiceStatus& one : calls_.status()) status.emplace(one.number, std::move(one));
  std::vector<guide::Entry> entries;
  entries.reserve(services_.size());
  for (const ServiceConfig& service : services_) {
    const bool favourite = std::ranges::find(config_.favourites, service.number) != config_.favourites.end();
    entries.push_back(guide_entry(service, status[service.number], favourite));
  }
  take_listed(entries, status);
  for (guide::Entry& entry : entries)  // the pool's own places are computed by whoever reads it
    if (!entry.source_specific && !service_group_v4(entry.number, whole_config_->pool))
      entry.group_v4 = calls_.group_v4(entry.number, true);
  if (book_.update(entries, face_, now)) calls_.set_pages(book_.pages());
  publish();
}

void GuideFace::close() {
  publisher_.close();
  server_.reset();
}

}  // namespace joincast::headend
