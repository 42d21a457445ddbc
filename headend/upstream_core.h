// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "fetch/client.h"
#include "fetch/resolver.h"
#include "headend/retry_plan.h"
#include "headend/upstream.h"
#include "headend/upstream_queue.h"
#include "media/stream_framer.h"

namespace joincast::headend {

/// The upstream's working part, on the fetch thread but for consumed(). Kept alive by the face and by
/// what is posted.
class Upstream::Core final : public fetch::StreamHandler, public std::enable_shared_from_this<Core> {
 public:
  Core(UpstreamId id, UpstreamOptions options, fetch::Client& client, std::shared_ptr<UpstreamQueue::Shared> queue,
       std::uint64_t seed);

  void start();
  void stop();

  void handle(const fetch::StreamEvent& event) override;

  /// Any thread.
  void consumed(Duration media, std::size_t octets) noexcept;
  void set_most_ahead(Duration media) noexcept;

 private:
  void connect();
  void take(const fetch::Headers& headers);
  void take(const fetch::Octets& octets);
  void take(const fetch::IcyMetadata& metadata);
  void take(const fetch::Ended& ended);
  void take_item(media::FramerItem item);
  void set_metadata(UpstreamMetadata next);
  void give(payload::AccessUnit unit);
  void give_state(UpstreamState state, std::string reason);
  void flush();
  void no_sound(std::string reason);
  void attempt_over(std::string reason);
  void watch_for_sound();
  void wait_if_ahead();
  bool too_far_ahead() const noexcept;
  bool near_enough() const noexcept;

  const UpstreamId id_;
  const UpstreamOptions options_;
  fetch::Client& client_;
  const std::shared_ptr<UpstreamQueue::Shared> queue_;

  RetryPlan plan_;
  std::vector<std::string> remembered_;      // of each URL: what played behind it; empty: nothing yet
  std::unique_ptr<fetch::Resolver> source_;  // of this attempt
  fetch::TimerId retry_timer_ = 0;
  fetch::TimerId sound_timer_ = 0;
  std::optional<media::StreamFramer> framer_;
  UpstreamState state_ = UpstreamState::connecting;
  std::optional<TimePoint> playing_since_;  // of this connection
  TimePoint last_sound_{};

  std::string station_link_;
  std::uint32_t declared_kbps_ = 0;             // by this connection; zero: not
  std::uint64_t metaint_ = 0;                   // of this connection; zero: no ICY blocks
  std::uint64_t octets_ = 0;                    // of sound on this connection
  Duration given_{};                            // media of this connection
  bool title_of_before_ = false;                // it stands until this connection's first block
  bool whole_connection_ = false;               // metadata_ is about what was given_, too
  UpstreamMetadata metadata_;                   // as it stands
  bool metadata_changed_ = false;               // goes out in front of the next access unit
  std::optional<payload::Format> format_;       // as last given
  std::optional<payload::Format> next_format_;  // goes out in front of the next access unit
  std::int64_t next_timestamp_ = 0;
  bool after_loss_ = false;
  std::vector<UpstreamItem> items_;

  std::atomic<std::int64_t> most_ahead_ns_;
  std::atomic<std::int64_t> most_ahead_octets_;
  std::atomic<std::int64_t> ahead_ns_{0};
  std::atomic<std::int64_t> ahead_octets_{0};
  std::atomic<bool> waiting_{false};  // the transfer is paused until near_enough()
};

}  // namespace joincast::headend
