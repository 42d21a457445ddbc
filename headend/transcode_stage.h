// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>

#include "base/time.h"
#include "headend/config.h"
#include "headend/upstream.h"

namespace joincast::headend {

/// What a format becomes before it is sent; none: it is sent as it is.
std::optional<payload::Codec> transcoded_to(const payload::Format& format, const ServiceConfig& service) noexcept;

/// Decodes and encodes what RTP cannot carry well, for all services that need it, on one thread that is
/// started by the first of them. Stands between the upstreams and the core; metadata keep their place in the
/// stream. An upstream that came this way once stays on it, so that nothing overtakes. For the I/O thread.
class TranscodeStage {
 public:
  /// Called when media of an upstream was taken on, in place of what the core says of it.
  using Taken = std::function<void(UpstreamId upstream, Duration media, std::size_t octets)>;

  /// `most_ahead`: media given to the core, or on its way there, that it has not consumed yet.
  TranscodeStage(Duration most_ahead, Taken taken);
  void set_most_ahead(Duration most_ahead) noexcept { most_ahead_ = most_ahead; }
  ~TranscodeStage();
  TranscodeStage(const TranscodeStage&) = delete;
  TranscodeStage& operator=(const TranscodeStage&) = delete;

  /// The batch itself if it needs nothing; else nothing: it will come out of finished().
  std::optional<UpstreamBatch> route(UpstreamBatch batch, const ServiceConfig& service);

  /// Readable when something is finished.
  int wake_fd() const noexcept { return done_.wake_fd(); }
  std::vector<UpstreamBatch> finished();

  /// The core consumed media of this upstream. False: it does not come this way, tell the upstream itself.
  bool consumed(UpstreamId upstream, Duration media);
  void forget(UpstreamId upstream);

 private:
  class Worker;

  /// One upstream that comes this way.
  struct Stream {
    ServiceConfig service;
    std::deque<UpstreamBatch> waiting;
    std::deque<Duration> submitted;  ///< media of each batch at the worker
    Duration in_work{};              ///< their sum
    Duration ahead{};                ///< given to the core and not consumed
    std::uint32_t in_rate_hz = 0;    ///< clock of the units that wait
    std::uint32_t out_rate_hz = 0;   ///< clock of those that came out
  };

  void pump(UpstreamId upstream, Stream& stream);

  Duration most_ahead_;
  Taken taken_;
  UpstreamQueue done_;
  std::unordered_map<UpstreamId, Stream> streams_;
  std::unique_ptr<Worker> worker_;
};

}  // namespace joincast::headend
