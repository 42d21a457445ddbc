// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <variant>

#include "libreceiver/receiver.h"
#include "libreceiver/screen.h"
#include "libreceiver/session.h"
#include "libreceiver/stock_keeper.h"
#include "media/decoder.h"
#include "media/transport_decoder.h"
#include "media/video_decoder.h"

namespace joincast::libreceiver {

/// Decoder, resampler and sink on a thread of their own. All calls are from one other thread; the callbacks run on
/// the player's own. While the device has enough the thread sleeps and units wait undecoded: it wakes shortly before
/// the device would run short and decodes all that has come.
class Player {
 public:
  struct Callbacks {
    std::function<void(std::uint32_t stream)> sound_began;
    std::function<void(std::string message, bool device)> sound_failed;  ///< device: see SoundFailed
    std::function<void()> window_closed = {};
    std::function<void(std::string message)> video_failed = {};
  };

  static constexpr std::size_t kMostQueued = 1024;                   ///< access units; more displace the oldest
  static constexpr Duration kAhead = std::chrono::milliseconds(10);  ///< time to decode before the device runs short
  static constexpr Duration kRead = std::chrono::milliseconds(5);    ///< and to read what is to be decoded
  /// Sound in stock beside pictures: it comes in lumps then, as each waits for its picture.
  static constexpr Duration kBesidePictures = std::chrono::milliseconds(120);

  /// Starts the thread, which first of all loads the decoders and makes the sink.
  /// Without `make_video` pictures are not looked at.
  Player(Receiver::SinkMaker make_sink, float volume, Callbacks callbacks, Screen::Maker make_video = {});
  ~Player();
  Player(const Player&) = delete;
  Player& operator=(const Player&) = delete;

  /// Access units from now on belong to this stream.
  void begin(const Session::Stream& stream);
  void play(Session::Unit unit);
  /// Decodes a unit unheard, so that the next one sounds as it does in the middle of the stream.
  void warm_up(Session::Unit unit);
  /// Forgets everything that was not heard yet: another channel. A sink that swallows has heard all that it was given.
  void flush();
  /// Whether units from now on come as they are received. Else they come when the stock runs low, and it is not
  /// cared for here. At first: live.
  void set_live(bool live);
  void set_volume(float volume);  ///< linear, 0..2

  /// Sound that was not heard yet, decoded or not. None: nothing gives a pace, as with a file.
  std::optional<Duration> ahead(TimePoint now) const;

  /// Whether the sink takes sound at once, as a file does: what was given to play() counts as heard.
  bool swallows() const;

  /// For how long nothing new is wanted: what it has lasts, with time enough to decode what comes then. Zero: it wants
  /// everything as it comes, as a file does.
  Duration idle(TimePoint now) const;

  /// What the network asks to keep in stock.
  void set_needed(Duration needed) noexcept { needed_ = needed; }

  /// What is heard at `now`; none: nothing yet.
  std::optional<Session::Position> position(TimePoint now) const;
  SoundStatistics statistics() const;
  VideoStatistics video_statistics() const;
  void set_title(std::string title);  ///< of the window

 private:
  struct Flush {};
  struct WarmUp {
    Session::Unit unit;
  };
  struct Live {
    bool live = true;
  };
  using Command = std::variant<Session::Stream, Session::Unit, Flush, WarmUp, Live>;

  /// Where the sound stood when the last frame was queued.
  struct Mark {
    std::uint32_t stream = 0;
    std::int64_t end = 0;  // RTP timestamp behind it
    std::uint32_t clock_rate_hz = 0;
    TimePoint at{};
    Duration queued{};
    Duration period{};  // of the device
  };

  void enqueue(Command command);
  bool has_work(TimePoint now) const;
  Duration all_ahead(TimePoint now) const;
  Duration undecoded(std::uint32_t stream, std::int64_t end, std::uint32_t clock_rate_hz) const;
  void run();
  void rest();
  void perform(const Session::Stream& stream);
  void perform(const Session::Unit& unit);
  void perform(const Flush&);
  void perform(const WarmUp& warm_up);
  void perform(const Live& live);
  void watch(const Session::Unit& unit);
  bool prepare_sink(const AudioFormat& format);
  void write(const AudioFrame& frame, Duration undecoded);
  void fail_once(const std::string& message, bool device = false);

  Receiver::SinkMaker make_sink_;
  float volume_;
  Callbacks callbacks_;
  std::atomic<Duration> needed_{Duration{}};

  mutable std::mutex mutex_;  // guards what follows
  std::condition_variable wake_;
  std::deque<Command> queue_;
  bool stop_ = false;
  std::optional<float> new_volume_;
  std::uint64_t flushes_ = 0;
  bool paced_ = false;       // by the sink
  bool swallows_ = false;    // the sink, since there is one
  TimePoint rests_until_{};  // until then units may wait
  std::optional<Mark> mark_;
  SoundStatistics statistics_;

  // The thread's own.
  std::unique_ptr<AudioSink> sink_;
  std::unique_ptr<media::Decoder> decoder_;
  media::TransportDecoder* transport_ = nullptr;   // decoder_, if it is one
  std::unique_ptr<media::VideoDecoder> pictures_;  // of a stream without sound; decoder_ is null then
  std::unique_ptr<media::Resampler> resampler_;
  payload::Format format_;
  AudioFormat open_;
  TimePoint next_open_{};  // a sink that could not be opened rests until then
  StockKeeper stock_;
  bool live_ = true;
  std::uint64_t epoch_ = 0;  // flushes when the command in hand was taken
  double drift_ppm_ = 0;
  std::uint32_t stream_ = 0;
  std::uint32_t sounding_ = 0;  // the stream whose beginning was told
  std::string last_failure_;
  std::vector<AudioFrame> frames_;

  std::unique_ptr<Screen> screen_;  // null: no pictures. Before the thread starts
  std::thread thread_;              // last: everything else stands when it starts
};

}  // namespace joincast::libreceiver
