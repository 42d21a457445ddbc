// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "fetch/client.h"
#include "headend/config.h"
#include "headend/core.h"
#include "headend/link.h"
#include "headend/local_upstream.h"
#include "headend/upstream.h"
#include "headend/upstream_queue.h"
#include "net/event_loop.h"

namespace joincast::headend {

/// The upstreams that run: stations by HTTP, files and groups. What they give comes by queue(). On the loop's thread.
class Stations {
 public:
  /// The loop must outlive it.
  Stations(net::EventLoop& loop, std::uint64_t seed) : loop_(loop), seed_(seed) {}

  void open();   ///< before anything is started: privileges are given up, and threads may begin
  void close();  ///< ends all of them; nothing is started any more
  bool is_open() const noexcept { return client_ != nullptr; }
  UpstreamQueue* queue() noexcept { return queue_.get(); }  ///< null before open()

  /// Whether an upstream is fetched by HTTP; else it is a file or a group.
  static bool is_fetched(const ServiceConfig& service);
  /// How it is fetched.
  static UpstreamOptions options_of(const StartUpstream& start);
  void fetch(StartUpstream& start, UpstreamOptions options);
  void read_file(StartUpstream& start);
  /// `links`, `config`: a group that this headend serves itself is refused.
  void receive_group(StartUpstream& start, const std::vector<Link>& links, const Config& config);
  void stop(UpstreamId upstream) { running_.erase(upstream); }

  const ServiceConfig* find(UpstreamId upstream) const;  ///< null: it does not run
  void consumed(UpstreamId upstream, Duration media, std::size_t octets);
  void set_most_ahead(Duration most_ahead);

 private:
  struct Station {
    ServiceConfig service;
    std::unique_ptr<Upstream> reader;      ///< by HTTP
    std::unique_ptr<LocalUpstream> local;  ///< in its place
  };

  net::EventLoop& loop_;
  std::uint64_t seed_;
  std::unique_ptr<fetch::Client> client_;
  std::unique_ptr<UpstreamQueue> queue_;
  std::unordered_map<UpstreamId, Station> running_;
};

}  // namespace joincast::headend
