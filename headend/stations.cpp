// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/stations.h"

#include <limits>
#include <string>
#include <utility>

#include "headend/file_upstream.h"
#include "headend/file_url.h"
#include "headend/group_upstream.h"
#include "headend/group_url.h"

namespace joincast::headend {
namespace {

constexpr Duration kFileRetry = std::chrono::seconds(5);

}  // namespace

void Stations::open() {
  fetch::ClientOptions fetching;
  fetching.max_streams = std::numeric_limits<std::size_t>::max();  // max-streams counts, and a reload may raise it
  client_ = std::make_unique<fetch::Client>(std::move(fetching));
  queue_ = std::make_unique<UpstreamQueue>();
}

void Stations::close() {
  running_.clear();
  client_.reset();
}

bool Stations::is_fetched(const ServiceConfig& service) {
  return service.urls.empty() || (!is_file_url(service.urls.front()) && !is_group_url(service.urls.front()));
}

UpstreamOptions Stations::options_of(const StartUpstream& start) {
  UpstreamOptions options;
  options.urls = start.service.urls;
  options.programme = start.service.programme;
  options.inside_redirects = start.service.inside_redirects;
  options.from_outside = start.service.from_directory;
  options.most_ahead = start.most_ahead;
  return options;
}

void Stations::fetch(StartUpstream& start, UpstreamOptions options) {
  auto reader =
      std::make_unique<Upstream>(start.upstream, std::move(options), *client_, *queue_, seed_ ^ start.upstream);
  running_.emplace(start.upstream, Station{std::move(start.service), std::move(reader), nullptr});
}

void Stations::read_file(StartUpstream& start) {
  FileUpstreamOptions options;
  options.paths = {path_of_file_url(start.service.urls.front()).value_or(std::string())};
  options.programme = start.service.programme;
  options.loop = true;
  options.retry = kFileRetry;
  options.most_ahead = start.most_ahead;
  auto file = std::make_unique<FileUpstream>(start.upstream, std::move(options), *queue_);
  running_.emplace(start.upstream, Station{std::move(start.service), nullptr, std::move(file)});
}

void Stations::receive_group(StartUpstream& start, const std::vector<Link>& links, const Config& config) {
  GroupUpstreamOptions options;
  if (auto group = parse_group_url(start.service.urls.front())) options.from = std::move(*group);
  options.programme = start.service.programme;
  options.most_ahead = start.most_ahead;
  for (const Link& link : links)
    if (served_group(link, options.from.group, config.pool, config.scope))
      options.refused = "its group is one of this headend's own";
  auto group = std::make_unique<GroupUpstream>(start.upstream, std::move(options), loop_, *queue_);
  running_.emplace(start.upstream, Station{std::move(start.service), nullptr, std::move(group)});
}

const ServiceConfig* Stations::find(UpstreamId upstream) const {
  const auto found = running_.find(upstream);
  return found == running_.end() ? nullptr : &found->second.service;
}

void Stations::consumed(UpstreamId upstream, Duration media, std::size_t octets) {
  const auto found = running_.find(upstream);
  if (found == running_.end()) return;
  if (found->second.local)
    found->second.local->consumed(media);
  else
    found->second.reader->consumed(media, octets);
}

void Stations::set_most_ahead(Duration most_ahead) {
  for (auto& [id, station] : running_) {
    if (station.local)
      station.local->set_most_ahead(most_ahead);
    else
      station.reader->set_most_ahead(most_ahead);
  }
}

}  // namespace joincast::headend
