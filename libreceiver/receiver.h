// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <system_error>

#include "base/export.h"
#include "base/result.h"
#include "libreceiver/audio_sink.h"
#include "libreceiver/event.h"
#include "libreceiver/resolve.h"
#include "libreceiver/rtcp_facts.h"
#include "libreceiver/screen.h"
#include "libreceiver/statistics.h"
#include "libreceiver/time_shift.h"
#include "net/event_loop.h"

namespace joincast::libreceiver {

/// What happens behind the payload: decoder and sink.
struct SoundStatistics {
  Duration queued{};                ///< sound decoded and not yet heard
  Duration wanted{};                ///< what the queue is held at
  double drift_ppm = 0;             ///< how much faster than its rate the sound is played
  std::uint64_t frames = 0;         ///< decoded
  std::uint64_t damaged_units = 0;  ///< could not be decoded
  std::uint64_t dropped_units = 0;  ///< came faster than they could be decoded
  std::uint64_t underruns = 0;      ///< times the sink ran dry
};

/// Where in what was received one listens.
struct ShiftStatistics {
  bool live = true;
  bool paused = false;
  Duration behind{};       ///< live
  Duration kept{};         ///< so far one can go back from live
  std::size_t octets = 0;  ///< of frames kept
};

/// Everything about what is being received, at one moment.
struct Snapshot {
  Statistics session;
  SoundStatistics sound;
  ShiftStatistics shift;
  VideoStatistics video;
  std::uint64_t socket_drops = 0;  ///< datagrams lost in this machine for want of room
  std::optional<Item> item;
};

/// Plays one service at a time with real sockets: joins, decodes on a thread of its own, feeds a sink. All
/// calls and all events are on the loop's thread.
class JOINCAST_EXPORT Receiver {
 public:
  using SinkMaker = std::function<Result<std::unique_ptr<AudioSink>, std::string>()>;
  using Handler = std::function<void(const Event& event)>;

  struct Options {
    SinkMaker make_sink;  ///< called once, on the decoding thread; empty: nothing is decoded
    float volume = 1;     ///< linear, 0..2
    std::string tool;     ///< how we call ourselves in RTCP; empty: not at all
    bool reports = true;  ///< whether to report by RTCP
    /// What can be heard again; `keep` zero: nothing. Of television nothing is kept.
    TimeShift::Settings time_shift{.keep = {}};
    /// Called once, on the thread of the pictures, when the first one comes; empty: television is sound alone.
    Screen::Maker make_video{};
    std::function<void()> on_window_closed{};                       ///< by the user; on the loop's thread
    std::function<void(const std::string& message)> on_no_video{};  ///< there is no window; sound goes on. As above
  };

  /// `loop` must outlive the receiver.
  Receiver(net::EventLoop& loop, Options options, Handler on_event);
  ~Receiver();
  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;

  /// Joins at once; only then is the decoder loaded, in its own thread. Leaves what was played before in the same
  /// turn, keeping decoder and sink warm. On an error nothing is played.
  std::error_code play(const Target& target);

  /// Says goodbye, leaves, silences the sink. Harmless when nothing plays.
  void stop();

  /// Moves in time through what was received. Item and events of items follow what is heard. Where nothing is kept, or
  /// nothing plays, these do nothing.
  void pause();
  void resume();
  void back(Duration time);  ///< as far as it is kept; negative: towards live
  void forward(Duration time) { back(-time); }
  bool to_song_start();  ///< false: that is not kept, or nobody told where it is
  void to_live();        ///< also ends a pause
  Duration behind() const;

  void set_volume(float volume);  ///< linear, 0..2

  /// What is kept, with streams numbered as they came, through all services that were played since construction.
  const TimeShift& time_shift() const;
  /// The frame in it that is heard; time_shift().end(): the next one.
  TimeShift::Index heard() const;

  Snapshot snapshot() const;
  RtcpFacts rtcp_facts() const;  ///< empty when nothing plays

  /// The session description that holds, as announced; empty: none yet.
  std::string description() const;

  struct Impl;

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace joincast::libreceiver

namespace joincast {
using Receiver = libreceiver::Receiver;
}
