// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "headend/catalogue_desk.h"
#include "headend/config.h"
#include "headend/core.h"
#include "headend/guide_book.h"
#include "headend/guide_publisher.h"
#include "headend/guide_site.h"
#include "headend/icon_cache.h"
#include "headend/icon_fetcher.h"
#include "http/server.h"
#include "net/event_loop.h"

namespace joincast::headend {

/// Keeps the guide up to date while somebody looks, and serves it over HTTP. What cannot be opened is logged, and the
/// headend goes on.
class GuideFace {
 public:
  /// What the rest of the headend does for it.
  struct Calls {
    std::function<std::vector<ServiceStatus>()> status;
    std::function<void(const GuidePages&)> set_pages;
    std::function<std::optional<Facts>(ServiceNumber)> facts;
    std::function<std::vector<StandardPlace>(ServiceNumber)> places;
    std::function<std::optional<IpAddress>(ServiceNumber, bool allot)> group_v4;
    CatalogueDesk* catalogue = nullptr;  ///< outlives it; never null
  };

  /// The loop must outlive it.
  GuideFace(net::EventLoop& loop, Calls calls);

  /// At the start, and whenever the configuration has changed.
  void configure(const Config& config, const std::vector<Link>& links);
  /// Whether somebody is a member of a group of the guide; may be said again and again.
  void watched(bool by_somebody);
  /// The stations of a directory may be others now.
  void catalogue_changed();
  /// The links are others now.
  void set_links(const std::vector<Link>& links);
  /// How it stands with DNS-SD.
  const discovery::PublisherState& published() const noexcept { return publisher_.state(); }
  void close();  ///< no server any more, and nothing is published

 private:
  void refresh();
  void learn(std::vector<ServiceNumber> numbers);
  void take_listed(std::vector<guide::Entry>& entries, std::map<ServiceNumber, ServiceStatus>& status);
  const GuideBook& fresh_book();
  IconCache::Answer icon(const std::string& url);
  std::optional<rtp::SrtpKey> key(ServiceNumber number) const;
  void open_server(const GuideConfig& config);
  std::string http_address(const std::vector<Link>& links) const;
  void publish();

  net::EventLoop& loop_;
  Calls calls_;
  GuideSite site_;
  GuideBook book_;
  GuideConfig config_;
  std::optional<Config> whole_config_;  ///< none: configure() was not called yet
  std::vector<Link> links_;
  GuideBook::Face face_;
  std::vector<ServiceConfig> services_;
  std::map<ServiceNumber, guide::Entry> listed_;  ///< stations of directories that were asked for; without a name: none
  std::uint64_t catalogue_revision_ = 0;          ///< that the book's deltas are about
  std::vector<guide::Entry> popular_;             ///< the first ones of the catalogue
  IconCache icons_;
  IconFetcher fetcher_;
  std::optional<http::Server> server_;
  GuidePublisher publisher_;
  net::Timer timer_;
  TimePoint refreshed_{};
  bool watched_ = false;
};

}  // namespace joincast::headend
