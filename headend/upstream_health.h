// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/export.h"
#include "base/service_number.h"
#include "base/time.h"
#include "headend/config.h"
#include "headend/upstream.h"

namespace joincast::headend {

/// How the upstream of one service has behaved since the headend began.
struct UpstreamFigures {
  std::uint32_t starts = 0;
  std::uint32_t failures = 0;  ///< starts of which no URL gave sound in the first round
  Duration first_sound{};      ///< from a start to its first sound, smoothed; zero: there was none yet

  friend bool operator==(const UpstreamFigures&, const UpstreamFigures&) = default;
};

/// Watches starts of upstreams, and tells the next one where to begin. Sans I/O.
class JOINCAST_EXPORT UpstreamHealth {
 public:
  static constexpr std::size_t kMost = 10'000;                             ///< services that are remembered
  static constexpr Duration kForgiven = std::chrono::hours(1);             ///< after that a URL that failed is as good
  static constexpr Duration kLongestFirstSound = std::chrono::minutes(5);  ///< what comes later says nothing of it

  /// Begins to watch a start, and fills `options` in: `first_url` is the one with the fewest failures in a row lately,
  /// among equals the one that played last, then the preferred one; `remembered` is what that one led to.
  void start(UpstreamId upstream, const ServiceConfig& service, UpstreamOptions& options, TimePoint now);
  /// What it sends; all but states is passed over.
  void hear(const UpstreamBatch& batch, TimePoint now);
  void stop(UpstreamId upstream);

  const std::map<ServiceNumber, UpstreamFigures>& figures() const noexcept { return figures_; }

 private:
  struct Url {
    std::uint32_t failures_in_row = 0;
    TimePoint failed{};  ///< the last one
  };
  struct Known {
    std::map<std::string, Url> urls;  ///< of the configuration's, those that were tried
    std::string played;               ///< the one that played last
    std::string led_to;               ///< to that, perhaps the same
  };
  struct Start {
    ServiceNumber number;
    std::vector<std::string> urls;
    std::size_t first = 0;
    TimePoint began{};
    bool over = false;  ///< it played, or failed
  };

  void played(Start& start, std::size_t index, const UpstreamStateChange& change, TimePoint now);
  void failed(const Start& start, std::size_t index, TimePoint now);

  std::map<ServiceNumber, UpstreamFigures> figures_;
  std::map<ServiceNumber, Known> known_;
  std::unordered_map<UpstreamId, Start> starts_;
};

}  // namespace joincast::headend
