// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/upstream_health.h"

#include <algorithm>
#include <tuple>

namespace joincast::headend {

void UpstreamHealth::start(UpstreamId upstream, const ServiceConfig& service, UpstreamOptions& options, TimePoint now) {
  if (known_.size() >= kMost && !known_.contains(service.number)) {
    known_.clear();
    figures_.clear();
  }
  const Known& known = known_[service.number];
  const auto rank = [&](std::size_t index) {
    const std::string& url = service.urls[index];
    const auto tried = known.urls.find(url);
    const bool lately = tried != known.urls.end() && now - tried->second.failed < kForgiven;
    return std::tuple(lately ? tried->second.failures_in_row : 0, url != known.played, index);
  };
  std::size_t first = 0;
  for (std::size_t i = 1; i < service.urls.size(); ++i)
    if (rank(i) < rank(first)) first = i;
  options.first_url = first;
  options.remembered = !service.urls.empty() && service.urls[first] == known.played ? known.led_to : std::string();
  starts_[upstream] = {service.number, service.urls, first, now};
  ++figures_[service.number].starts;
}

void UpstreamHealth::hear(const UpstreamBatch& batch, TimePoint now) {
  const auto found = starts_.find(batch.upstream);
  if (found == starts_.end()) return;
  Start& start = found->second;
  for (const UpstreamItem& item : batch.items) {
    const auto* change = std::get_if<UpstreamStateChange>(&item);
    if (!change || change->url_index >= start.urls.size()) continue;
    if (change->state == UpstreamState::playing) {
      played(start, change->url_index, *change, now);
    } else if (change->state == UpstreamState::failed && !start.over) {
      start.over = true;
      ++figures_[start.number].failures;
      for (std::size_t i = 0; i < start.urls.size(); ++i) failed(start, i, now);
    }
  }
}

void UpstreamHealth::played(Start& start, std::size_t index, const UpstreamStateChange& change, TimePoint now) {
  Known& known = known_[start.number];
  known.played = start.urls[index];
  known.led_to = change.played_url;
  known.urls.erase(known.played);
  if (start.over) return;
  start.over = true;
  for (std::size_t i = start.first; i != index; i = (i + 1) % start.urls.size()) failed(start, i, now);
  const Duration after = now - start.began;
  if (after > kLongestFirstSound) return;
  Duration& smoothed = figures_[start.number].first_sound;
  smoothed = smoothed == Duration{} ? after : (3 * smoothed + after) / 4;
}

void UpstreamHealth::failed(const Start& start, std::size_t index, TimePoint now) {
  Url& url = known_[start.number].urls[start.urls[index]];
  ++url.failures_in_row;
  url.failed = now;
}

void UpstreamHealth::stop(UpstreamId upstream) { starts_.erase(upstream); }

}  // namespace joincast::headend
