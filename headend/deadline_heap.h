// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/time.h"

namespace joincast::headend {

/// The deadlines of many things, numbered from 0, each with at most one: the earliest is at hand, and each can be
/// moved in logarithmic time. Allocates only when a higher number than ever comes.
class DeadlineHeap {
 public:
  using Id = std::uint32_t;

  /// Sets or moves; kNever takes it out.
  void set(Id id, TimePoint deadline) {
    if (id >= place_.size()) place_.resize(id + 1, kOut);
    std::size_t at = place_[id];
    if (deadline == kNever) {
      if (at != kOut) remove(at);
      return;
    }
    if (at == kOut) {
      at = heap_.size();
      heap_.push_back({deadline, id});
      place_[id] = at;
    }
    heap_[at].first = deadline;
    sift_down(sift_up(at));
  }

  TimePoint earliest() const noexcept { return heap_.empty() ? kNever : heap_.front().first; }
  Id earliest_id() const noexcept { return heap_.front().second; }  ///< only if earliest() is not kNever
  std::size_t size() const noexcept { return heap_.size(); }

 private:
  using Entry = std::pair<TimePoint, Id>;
  static constexpr std::size_t kOut = SIZE_MAX;

  void put(std::size_t at, const Entry& entry) noexcept {
    heap_[at] = entry;
    place_[entry.second] = at;
  }

  std::size_t sift_up(std::size_t at) noexcept {
    const Entry entry = heap_[at];
    while (at > 0 && entry.first < heap_[(at - 1) / 2].first) {
      put(at, heap_[(at - 1) / 2]);
      at = (at - 1) / 2;
    }
    put(at, entry);
    return at;
  }

  void sift_down(std::size_t at) noexcept {
    const Entry entry = heap_[at];
    for (std::size_t child = 2 * at + 1; child < heap_.size(); child = 2 * at + 1) {
      if (child + 1 < heap_.size() && heap_[child + 1].first < heap_[child].first) ++child;
      if (entry.first <= heap_[child].first) break;
      put(at, heap_[child]);
      at = child;
    }
    put(at, entry);
  }

  void remove(std::size_t at) noexcept {
    place_[heap_[at].second] = kOut;
    const Entry last = heap_.back();
    heap_.pop_back();
    if (at == heap_.size()) return;
    put(at, last);
    sift_down(sift_up(at));
  }

  std::vector<Entry> heap_;
  std::vector<std::size_t> place_;  ///< by id: where in the heap
};

}  // namespace joincast::headend
