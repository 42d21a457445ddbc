// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <variant>

#include "base/export.h"
#include "base/time.h"
#include "libreceiver/session.h"
#include "libreceiver/time_shift.h"

namespace joincast::libreceiver {

/// Where in a time shift one listens: live, some time behind it, or nowhere while paused. Frames come in as they are
/// received and come out as the player is to have them. Live they pass at once; behind live the player is kept
/// kLead ahead of what is heard. Sans I/O.
///
/// `heard` is what the player says it plays; none: nothing since the last Flush.
class JOINCAST_EXPORT PlayHead {
 public:
  static constexpr Duration kLead = std::chrono::milliseconds(500);    ///< behind live the player has so much to decode
  static constexpr std::size_t kMostAtOnce = 256;                      ///< frames handed out by one feed()
  static constexpr Duration kWarmUp = std::chrono::milliseconds(100);  ///< what decoders need in front of a frame

  /// Forget all that was not heard yet.
  struct Flush {};
  /// What follows is live, and its stock is to be cared for; or it is not.
  struct Live {
    bool live = true;
  };
  /// To be decoded and not heard: the first frame behind it then sounds as it does in the middle of the stream.
  struct WarmUp {
    Session::Unit unit;
  };
  using Output = std::variant<Flush, Live, Session::Stream, WarmUp, Session::Unit>;
  using Heard = std::optional<Session::Position>;

  explicit PlayHead(const TimeShift::Settings& settings) : settings_(settings), kept_(settings) {}

  /// Forgets everything: another channel. Says nothing to the player.
  void restart();

  void handle_stream(const Session::Stream& stream) { kept_.begin(stream); }
  void handle_unit(Session::Unit unit, Now now);
  void handle_announced(const Session::Announced& announced, Now now);

  /// Stops the sound where it is; repeated calls do nothing.
  void pause(const Heard& heard, TimePoint now);
  void resume(TimePoint now);
  /// Positive: into the past, as far as it is kept. Negative: towards live.
  void back(Duration time, const Heard& heard, TimePoint now);
  /// To the first frame of the item that is heard. False: that is not kept, or nobody told one; nothing changes.
  bool to_song_start(const Heard& heard, TimePoint now);
  /// Also ends a pause.
  void to_live(TimePoint now);

  /// Hands out what the player wants. `ahead`: how much sound it has that was not heard yet; none: its sink has no pace
  /// of its own (a file), so the clock gives it. To be called after each input, and often while is_feeding().
  void feed(std::optional<Duration> ahead, TimePoint now);
  bool is_feeding() const noexcept { return !live_ && !paused_; }

  std::optional<Output> poll_output();

  bool live() const noexcept { return live_; }
  bool paused() const noexcept { return paused_; }
  /// How long ago that came which is heard, counted from the newest frame; zero: live.
  Duration behind(const Heard& heard) const noexcept;
  /// The frame that is heard, or will be heard first; time_shift().end(): the next one that comes.
  TimeShift::Index index(const Heard& heard) const noexcept;
  /// The item it belongs to; null: nobody told one.
  const TimeShift::Mark* mark(const Heard& heard) const noexcept;
  const TimeShift& time_shift() const noexcept { return kept_; }

 private:
  void go_to(TimeShift::Index index, TimePoint now);
  void hand_out(TimePoint now);
  void warm_up();

  TimeShift::Settings settings_;
  TimeShift kept_;
  std::deque<Output> outputs_;
  TimeShift::Index next_ = 0;    // to be handed out
  TimeShift::Index target_ = 0;  // where listening began after the last flush
  std::uint32_t stream_ = 0;     // the last one handed out
  bool begins_ = true;           // nothing was handed out since the last flush
  bool live_ = true;
  bool paused_ = false;
  TimePoint handed_until_{};  // when all that was handed out will have sounded, by the clock
};

}  // namespace joincast::libreceiver
