// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/timer_heap.h"

namespace joincast::net {

void TimerHeap::set(Entry& entry, TimePoint deadline) {
  if (deadline == kNever) return cancel(entry);
  entry.due = false;
  entry.deadline = deadline;
  if (entry.index == kOut) return insert(entry);
  if (deadline >= entry.place) return;
  entry.place = deadline;
  rise(entry.index);
}

void TimerHeap::cancel(Entry& entry) noexcept {
  entry.due = false;
  entry.deadline = kNever;
  if (entry.index != kOut) remove(entry);
}

TimePoint TimerHeap::next() {
  while (!heap_.empty() && heap_.front()->deadline > heap_.front()->place) {
    heap_.front()->place = heap_.front()->deadline;
    sink(0);
  }
  return heap_.empty() ? kNever : heap_.front()->deadline;
}

void TimerHeap::take_due(TimePoint now) {
  while (next() <= now) {
    Entry& entry = *heap_.front();
    remove(entry);
    entry.due = true;
    due_.push_back(entry.shared_from_this());
  }
}

void TimerHeap::insert(Entry& entry) {
  entry.place = entry.deadline;
  heap_.push_back(&entry);
  entry.index = heap_.size() - 1;
  rise(entry.index);
}

void TimerHeap::remove(Entry& entry) noexcept {
  const std::size_t index = std::exchange(entry.index, kOut);
  Entry* const last = heap_.back();
  heap_.pop_back();
  if (last == &entry) return;
  put(index, last);
  rise(index);
  sink(last->index);
}

void TimerHeap::rise(std::size_t index) noexcept {
  Entry* const entry = heap_[index];
  for (; index > 0; index = (index - 1) / 2) {
    Entry* const parent = heap_[(index - 1) / 2];
    if (parent->place <= entry->place) break;
    put(index, parent);
  }
  put(index, entry);
}

void TimerHeap::sink(std::size_t index) noexcept {
  Entry* const entry = heap_[index];
  for (;;) {
    std::size_t child = 2 * index + 1;
    if (child >= heap_.size()) break;
    if (child + 1 < heap_.size() && heap_[child + 1]->place < heap_[child]->place) ++child;
    if (entry->place <= heap_[child]->place) break;
    put(index, heap_[child]);
    index = child;
  }
  put(index, entry);
}

void TimerHeap::put(std::size_t index, Entry* entry) noexcept {
  heap_[index] = entry;
  entry->index = index;
}

}  // namespace joincast::net
