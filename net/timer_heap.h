// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "base/time.h"

namespace joincast::net {

/// The deadlines of a loop. One that moves away, as most do with every packet, costs nothing until it would have come.
class TimerHeap {
 public:
  struct Entry : std::enable_shared_from_this<Entry> {
    explicit Entry(std::function<void()> callback) : on_expiry(std::move(callback)) {}

    std::function<void()> on_expiry;
    TimePoint deadline = kNever;
    TimePoint place = kNever;  ///< by which it lies in the heap: never later than the deadline
    std::size_t index = kOut;  ///< in the heap
    bool due = false;          ///< its time has come, its callback has not
  };

  void set(Entry& entry, TimePoint deadline);
  void cancel(Entry& entry) noexcept;  ///< harmless when it is not set

  TimePoint next();  ///< deadline of the first; kNever: there is none

  /// Calls back whoever's time has come by `now`; what is set meanwhile waits for the next call, and so does the
  /// rest when `stopped` says so.
  template <typename Stopped>
  void fire(TimePoint now, Stopped stopped) {
    if (next() > now) return;
    take_due(now);
    for (auto& entry : due_) {
      if (!entry->due) continue;
      if (stopped()) {
        set(*entry, entry->deadline);
        continue;
      }
      entry->due = false;
      entry->deadline = kNever;
      entry->on_expiry();
    }
    due_.clear();
  }

 private:
  static constexpr std::size_t kOut = static_cast<std::size_t>(-1);

  void take_due(TimePoint now);
  void insert(Entry& entry);
  void remove(Entry& entry) noexcept;
  void rise(std::size_t index) noexcept;
  void sink(std::size_t index) noexcept;
  void put(std::size_t index, Entry* entry) noexcept;

  std::vector<Entry*> heap_;
  std::vector<std::shared_ptr<Entry>> due_;
};

}  // namespace joincast::net
