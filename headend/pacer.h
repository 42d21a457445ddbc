// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>

#include "base/export.h"
#include "base/time.h"
#include "headend/upstream.h"
#include "payload/format.h"

namespace joincast::headend {

struct PacerOptions {
  Duration target = std::chrono::seconds(1);              ///< media to hold between station and network
  Duration late_is_gap = std::chrono::milliseconds(120);  ///< a frame later than this stands behind a gap
  bool slewing = true;  ///< false: nominal rate, for a source that follows our own clock
};

struct PacerCounters {
  std::uint64_t frames = 0;  ///< sent
  std::uint64_t gaps = 0;    ///< of the station, or of this machine's, each longer than late_is_gap
  Duration gap_time{};       ///< of all gaps together
};

/// Holds what a station sends in bursts and lets it go in even time: the first frame at once, each further one
/// when the one before has played. The queue is led to its target by sending faster or slower by at most
/// 0.5 %, so a station whose clock runs otherwise than ours never fills nor drains it. Media timestamps do not
/// see any of that; a gap of the station advances them by the gap. Metadata and formats wait in the same queue
/// and pass when the frame behind them is sent; metadata of sound handed over before them go to that sound, or to
/// the next frame if it has been sent already.
class JOINCAST_EXPORT Pacer {
 public:
  static constexpr double kMaxSlew = 0.005;

  /// What passes directly in front of a frame; the format first.
  struct Ahead {
    std::optional<payload::Format> format;
    std::uint32_t declared_kbps = 0;           ///< with the format, see FormatChange
    std::optional<UpstreamMetadata> metadata;  ///< the newest of those that came together
  };

  struct Frame {
    payload::AccessUnit unit;      ///< timestamp: media time in the format's clock, from 0; after_loss: behind a gap
    std::unique_ptr<Ahead> ahead;  ///< null: nothing passes
    TimePoint due{};               ///< when it should be on the wire
    bool new_clock = false;        ///< media time begins again: another clock rate than the frame before
  };

  Pacer() noexcept : Pacer(PacerOptions{}) {}
  explicit Pacer(const PacerOptions& options) noexcept : options_(options) {}

  /// Another target: the queue is led there as slowly as anywhere else.
  void set_target(Duration target) noexcept { options_.target = target; }

  /// What follows is of this format. Frames without any format, or without a duration, are not taken.
  void push(FormatChange change);
  void push(UpstreamMetadata metadata);
  void push(payload::AccessUnit unit, TimePoint now);

  /// When the next frame is to be sent; kNever: the queue is empty.
  TimePoint deadline() const noexcept { return queue_.empty() ? kNever : next_due_; }

  /// The next frame if it is due by `now`.
  std::optional<Frame> poll(TimePoint now);

  Duration level() const noexcept;                         ///< media waiting
  std::size_t octets() const noexcept { return octets_; }  ///< of frames waiting
  double slew() const noexcept { return slew_; }           ///< how much faster than nominal, -kMaxSlew to kMaxSlew
  std::uint32_t clock_rate_hz() const noexcept { return clock_rate_hz_; }  ///< of the frame last sent; zero: none yet
  /// Media ticks a second at present, for mapping to time between frames.
  double rate_hz() const noexcept { return static_cast<double>(clock_rate_hz_) * (1 + slew_); }
  const PacerCounters& counters() const noexcept { return counters_; }

 private:
  struct Waiting {
    payload::AccessUnit unit;
    std::unique_ptr<Ahead> ahead;
  };

  Ahead& ahead();
  Ahead& ahead_of_last(Duration media);
  void note_gap(TimePoint now);
  bool take_clock(std::uint32_t rate_hz) noexcept;
  void steer(Duration sent);

  PacerOptions options_;
  std::deque<Waiting> queue_;
  std::unique_ptr<Ahead> ahead_;  ///< for the next frame to come
  std::size_t octets_ = 0;
  std::int64_t queued_ns_ = 0;
  std::uint32_t input_rate_hz_ = 0;  ///< clock of what comes in; zero: no format yet
  std::uint32_t clock_rate_hz_ = 0;  ///< clock of what goes out
  TimePoint next_due_{};
  double due_fraction_ns_ = 0;  ///< of next_due_, below a nanosecond
  std::int64_t media_ = 0;      ///< timestamp of the next frame
  bool started_ = false;
  bool behind_gap_ = false;
  double smooth_level_ns_ = 0;
  double slew_ = 0;
  PacerCounters counters_;
};

}  // namespace joincast::headend
