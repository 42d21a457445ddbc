// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/screen.h"

#include <algorithm>
#include <utility>

#include "payload/format.h"

namespace joincast::libreceiver {
namespace {

constexpr Duration kFar = std::chrono::seconds(5);  // a time stamp further from the clock's belongs to none or another
constexpr Duration kWaitForSound = std::chrono::milliseconds(500);

Duration time_of(std::int64_t ticks) { return payload::ticks_to_time(ticks, 90'000); }

}  // namespace

Screen::Screen(Maker make_sink, Callbacks callbacks)
    : make_sink_(std::move(make_sink)), callbacks_(std::move(callbacks)) {}

Screen::~Screen() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Screen::show(std::vector<VideoFrame> frames) {
  if (frames.empty()) return;
  const std::lock_guard lock(mutex_);
  if (closed_ || !make_sink_) return;
  for (VideoFrame& frame : frames) {
    octets_ += frame.octets();
    waiting_.push_back(std::move(frame));
  }
  while (octets_ > kMostOctets && waiting_.size() > 1) {
    octets_ -= waiting_.front().octets();
    waiting_.pop_front();
    ++statistics_.late;
  }
  if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
  wake_.notify_one();
}

void Screen::sound_at(std::int64_t pts, TimePoint heard) {
  const std::lock_guard lock(mutex_);
  sound_ = Clock{pts, heard};
  own_.reset();
  wake_.notify_one();
}

void Screen::flush() {
  const std::lock_guard lock(mutex_);
  waiting_.clear();
  octets_ = 0;
  sound_.reset();
  own_.reset();
  first_.reset();
  clear_ = true;
  wake_.notify_one();
}

void Screen::set_title(std::string title) {
  const std::lock_guard lock(mutex_);
  new_title_ = true;
  title_ = std::move(title);
}

VideoStatistics Screen::statistics() const {
  const std::lock_guard lock(mutex_);
  return statistics_;
}

/// The lock held.
TimePoint Screen::due(const VideoFrame& frame, TimePoint now) {
  const auto by = [&frame](const Clock& clock) { return clock.at + time_of(frame.pts - clock.pts); };
  const auto near = [&](const Clock& clock) {
    const TimePoint at = by(clock);
    return at < now + kFar && at > now - kFar;
  };
  if (sound_ && near(*sound_)) return by(*sound_);
  if (own_ && near(*own_)) return by(*own_);
  if (!first_) first_ = now;
  if (now < *first_ + kWaitForSound && !sound_) return *first_ + kWaitForSound;
  own_ = Clock{frame.pts, now + kStock};
  return by(*own_);
}

void Screen::run() {
  auto sink = make_sink_();
  std::unique_lock lock(mutex_);
  if (!sink) {
    closed_ = true;
    waiting_.clear();
    lock.unlock();
    callbacks_.failed(sink.error());
    return;
  }
  sink_ = std::move(*sink);
  new_title_ = true;
  while (!stop_ && !closed_) {
    const TimePoint now = std::chrono::steady_clock::now();
    const TimePoint next = waiting_.empty() ? kNever : due(waiting_.front(), now);
    if (next <= now) show_due(now, lock);
    tend_sink(lock);
    if (stop_ || closed_) break;
    const TimePoint then = std::chrono::steady_clock::now();
    const TimePoint wanted = waiting_.empty() ? kNever : due(waiting_.front(), then);
    if (wanted > then) wake_.wait_until(lock, std::min(wanted, then + VideoSink::kPoll));
  }
  waiting_.clear();
  octets_ = 0;
  lock.unlock();
  sink_.reset();
}

/// The newest picture whose time has come; the lock held, but while the sink works.
void Screen::show_due(TimePoint now, std::unique_lock<std::mutex>& lock) {
  const auto take = [this] {
    VideoFrame frame = std::move(waiting_.front());
    waiting_.pop_front();
    octets_ -= frame.octets();
    return frame;
  };
  const TimePoint at = due(waiting_.front(), now);
  const bool late = at + kLate < now && now < last_shown_ + kStandstill;
  const bool overtaken = waiting_.size() > 1 && due(waiting_[1], now) <= now;
  VideoFrame frame = take();
  if (late || overtaken) {
    ++statistics_.late;
    return;
  }
  last_shown_ = now;
  ++statistics_.shown;
  statistics_.damaged += frame.damaged ? 1 : 0;
  lock.unlock();
  const auto shown = sink_->show(frame);
  lock.lock();
  if (shown) return;
  closed_ = true;
  lock.unlock();
  callbacks_.failed(shown.error());
  lock.lock();
}

void Screen::tend_sink(std::unique_lock<std::mutex>& lock) {
  const bool titled = std::exchange(new_title_, false);
  const bool clear = std::exchange(clear_, false);
  const std::string title = titled ? title_ : std::string();
  lock.unlock();
  if (titled) sink_->set_title(title);
  if (clear) sink_->clear();
  const bool open = sink_->poll();
  lock.lock();
  if (open || closed_) return;
  closed_ = true;
  lock.unlock();
  callbacks_.closed();
  lock.lock();
}

}  // namespace joincast::libreceiver
