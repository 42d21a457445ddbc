// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <variant>

#include "base/export.h"
#include "base/random.h"
#include "membership/message.h"
#include "membership/timing.h"

namespace joincast::membership {

enum class AdvertiseMode : std::uint8_t {
  automatic,  ///< only while another machine is querier
  on,
  off,
};

/// RFC 4286 section 3.1.
struct AdvertiserOptions {
  AdvertiseMode mode = AdvertiseMode::automatic;
  Duration interval = std::chrono::seconds{20};             ///< 4 to 180 s, give or take a fortieth
  Duration max_initial_interval = std::chrono::seconds{2};  ///< between the first ones
  std::uint8_t initial_count = 3;                           ///< of those
  unsigned max_message_rate = 10;                           ///< messages a second at most, solicited ones included
};

/// Multicast Router Discovery's router side (RFC 4286) on one interface and family. A snooping switch that hears
/// it opens its port for all multicast of the link, so a headend that lost the election still hears old reports.
class JOINCAST_EXPORT Advertiser {
 public:
  using Output = std::variant<RouterAdvertisement, RouterTermination>;

  explicit Advertiser(const AdvertiserOptions& options, std::uint64_t seed) : options_(options), rng_(seed) {}

  /// Facts of the querier: whether another machine is one (automatic mode follows it), and its timing.
  /// Becoming querier ends advertising without a termination: the queries keep the switch's port open.
  void update(bool other_querier, const Timing& timing, TimePoint now);

  void handle_packet(const Packet& packet, TimePoint now);  ///< solicitations count, the rest is ignored
  void handle_deadline(TimePoint now);                      ///< early or repeated calls do nothing
  void stop();                                              ///< at exit: a termination, then silence for good
  std::optional<Output> poll_output();                      ///< undrained output waits
  TimePoint deadline() const noexcept { return next_; }

  bool advertising() const noexcept { return next_ != kNever; }
  std::uint64_t sent() const noexcept { return sent_; }            ///< advertisements
  std::uint64_t solicited() const noexcept { return solicited_; }  ///< solicitations heard while advertising

 private:
  Duration next_interval();

  AdvertiserOptions options_;
  Rng rng_;
  Timing timing_;
  TimePoint last_sent_{};
  bool stopped_ = false;
  unsigned initial_left_ = 0;
  TimePoint next_ = kNever;
  std::deque<Output> output_;
  std::uint64_t sent_ = 0;
  std::uint64_t solicited_ = 0;
};

}  // namespace joincast::membership
