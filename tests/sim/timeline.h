// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <queue>
#include <utility>
#include <vector>

#include "base/time.h"

namespace joincast::sim {

/// Virtual time: what is to happen happens in order, and the clocks stand still in between.
class Timeline {
 public:
  Now now() const noexcept { return now_; }
  TimePoint mono() const noexcept { return now_.mono; }

  void at(TimePoint when, std::function<void()> what) {
    events_.push({std::max(when, now_.mono), order_++, std::move(what)});
  }
  void in(Duration time, std::function<void()> what) { at(now_.mono + time, std::move(what)); }

  void run(Duration time) {
    const TimePoint end = now_.mono + time;
    while (!events_.empty() && events_.top().when <= end) {
      advance(events_.top().when);
      const auto what = std::move(const_cast<Event&>(events_.top()).what);  // the heap's order does not depend on it
      events_.pop();
      what();
    }
    advance(end);
  }

  /// Somebody sets the civil clock; the monotonic one does not care.
  void step_wall(Duration by) noexcept { now_.wall += by; }

 private:
  struct Event {
    TimePoint when{};
    std::uint64_t order = 0;  // of those at one time
    std::function<void()> what;

    bool operator<(const Event& other) const noexcept {
      return std::pair(when, order) > std::pair(other.when, other.order);
    }
  };

  void advance(TimePoint to) noexcept {
    now_.wall += to - now_.mono;
    now_.mono = to;
  }

  Now now_{TimePoint(std::chrono::seconds(1000)), WallTime(std::chrono::seconds(1'790'000'000))};
  std::priority_queue<Event> events_;
  std::uint64_t order_ = 0;
};

/// Rings at a state machine's deadline, or earlier when that has moved away: early calls do nothing. Silent once
/// destroyed.
class Alarm {
 public:
  Alarm(Timeline& time, std::function<void()> ring) : time_(time), life_(std::make_shared<Life>(std::move(ring))) {}

  void set(TimePoint deadline) {
    if (deadline >= life_->armed) return;
    life_->armed = deadline;
    time_.at(deadline, [life = std::weak_ptr(life_), deadline] {
      const auto alive = life.lock();
      if (!alive || alive->armed != deadline) return;
      alive->armed = kNever;
      alive->ring();
    });
  }

 private:
  struct Life {
    explicit Life(std::function<void()> what) : ring(std::move(what)) {}
    std::function<void()> ring;
    TimePoint armed = kNever;
  };

  Timeline& time_;
  std::shared_ptr<Life> life_;
};

}  // namespace joincast::sim
