// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/export.h"
#include "libreceiver/video_sink.h"

namespace joincast::libreceiver {

/// What became of pictures.
struct VideoStatistics {
  std::uint64_t shown = 0;
  std::uint64_t late = 0;     ///< dropped, as their time had passed
  std::uint64_t damaged = 0;  ///< shown with parts guessed
};

/// Shows pictures in step with the sound that is heard: each as soon as its time has come, never earlier; one whose
/// time passed longer than kLate ago is dropped. The sound is the clock; without any, pictures keep their own time from
/// kStock behind the first on. A thread of its own makes and calls the sink, from the first picture on.
class JOINCAST_EXPORT Screen {
 public:
  using Maker = std::function<Result<std::unique_ptr<VideoSink>, std::string>()>;
  struct Callbacks {
    std::function<void()> closed;                     ///< by the user
    std::function<void(std::string message)> failed;  ///< nothing will be shown
  };

  static constexpr Duration kLate = std::chrono::milliseconds(40);
  static constexpr Duration kStock = std::chrono::milliseconds(200);
  static constexpr Duration kStandstill = std::chrono::milliseconds(500);  ///< longer none is dropped in a row
  static constexpr std::size_t kMostOctets = std::size_t{256} << 20;       ///< of waiting pictures

  Screen(Maker make_sink, Callbacks callbacks);
  ~Screen();
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  /// Pictures in the order in which they are to be seen. Without a sink, or once it was closed, they are dropped.
  void show(std::vector<VideoFrame> frames);

  /// The sound with this time stamp is heard at that moment.
  void sound_at(std::int64_t pts, TimePoint heard);

  /// What waits is not shown, and the clock is forgotten: another channel.
  void flush();

  void set_title(std::string title);
  VideoStatistics statistics() const;

 private:
  struct Clock {
    std::int64_t pts = 0;
    TimePoint at{};
  };

  void run();
  TimePoint due(const VideoFrame& frame, TimePoint now);
  void show_due(TimePoint now, std::unique_lock<std::mutex>& lock);
  void tend_sink(std::unique_lock<std::mutex>& lock);

  const Maker make_sink_;
  const Callbacks callbacks_;

  mutable std::mutex mutex_;  // guards what follows
  std::condition_variable wake_;
  std::deque<VideoFrame> waiting_;
  std::size_t octets_ = 0;
  std::optional<Clock> sound_, own_;  // own_: in place of the sound's
  std::optional<TimePoint> first_;    // picture that waits for sound
  std::string title_;
  bool new_title_ = false;
  bool clear_ = false;
  bool stop_ = false;
  bool closed_ = false;
  TimePoint last_shown_{};
  VideoStatistics statistics_;

  std::unique_ptr<VideoSink> sink_;  // the thread's own
  std::thread thread_;               // since the first picture
};

}  // namespace joincast::libreceiver
