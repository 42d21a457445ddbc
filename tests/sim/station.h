// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "headend/upstream.h"
#include "tests/sim/timeline.h"

namespace joincast::sim {

/// A frame's number, in the last eight octets of each that a station makes.
std::uint64_t frame_number(ByteView octets) noexcept;

/// One whole frame of a format (mpa at 48 or 32 kHz, Opus, L16), 20 to 36 ms long.
payload::AccessUnit make_frame(const payload::Format& format, std::uint64_t number);

/// A radio station somewhere: its own clock, its own temper. Answers a headend with a burst and then sends in
/// lumps; waits while the headend is full.
class Station {
 public:
  struct Habits {
    double ppm = 0;  ///< how much faster than ours its clock runs
    Duration answers_after = std::chrono::milliseconds(120);
    Duration burst = std::chrono::seconds(2);  ///< of sound, sent at once to a newcomer
    Duration lump = std::chrono::milliseconds(96);
    payload::Format format = payload::mpa_format(48'000, 2);
  };
  using Feed = std::function<void(headend::UpstreamBatch)>;

  Station(Timeline& time, Habits habits);

  // --- The headend's side. ---
  void connect(headend::UpstreamId upstream, Duration most_ahead, Feed feed);
  void disconnect(headend::UpstreamId upstream);
  void disconnect() { upstream_.reset(); }
  void consumed(Duration media);

  // --- What it does; each is in front of the next frame that it makes, whose number is given back. ---
  std::uint64_t say(std::string title, std::string link = {});
  std::uint64_t change_format(const payload::Format& format);
  void state(headend::UpstreamState state, std::string reason);
  void pause() noexcept { paused_ = true; }                                    ///< live sound that nobody hears: lost
  void resume() noexcept { paused_ = false; }                                  ///< within a lump's length
  void hold_up(Duration time) noexcept { held_until_ = time_.mono() + time; }  ///< by the network: comes later, whole

  std::uint64_t frames() const noexcept { return next_frame_; }  ///< made so far: the next one's number
  bool connected() const noexcept { return upstream_.has_value(); }
  unsigned connections() const noexcept { return connections_; }  ///< ever

 private:
  void answer();
  void make(Duration sound);
  void tick();
  void flush();

  Timeline& time_;
  Habits habits_;
  payload::Format format_;
  payload::Format sent_format_;  // of what flush() sends
  headend::UpstreamMetadata metadata_;
  Alarm alarm_;
  Feed feed_;
  std::optional<headend::UpstreamId> upstream_;
  bool answered_ = false;
  bool paused_ = false;
  TimePoint held_until_{};
  unsigned connections_ = 0;
  Duration most_ahead_{};
  Duration ahead_{};         // sent and not consumed
  Duration owed_{};          // sound less than a frame
  TimePoint began_{};        // the answer
  std::uint64_t lumps_ = 0;  // since then
  std::uint64_t next_frame_ = 0;
  std::deque<headend::UpstreamItem> waiting_;
};

}  // namespace joincast::sim
