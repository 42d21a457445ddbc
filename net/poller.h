// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "base/time.h"
#include "net/descriptor.h"

namespace joincast::net {

/// The descriptors that a loop waits for, by one epoll instance, level-triggered: a callback that leaves
/// something unread is called again, and waking costs one system call.
class Poller {
 public:
  /// Somebody who waits for a descriptor. Kept alive while its callback runs.
  struct Entry {
    explicit Entry(std::function<void()> callback) : on_ready(std::move(callback)) {}

    std::function<void()> on_ready;
    int descriptor = -1;
    std::uint64_t key = 0;  ///< 0: not watched
    Descriptor copy;        ///< a descriptor that is watched for the other direction already is watched by a copy
  };

  /// Throws std::system_error when the system has no descriptors left.
  Poller();

  int descriptor() const noexcept { return epoll_.value(); }  ///< readable while wait() would find something

  /// False when the system cannot watch it.
  bool add(const std::shared_ptr<Entry>& entry, int descriptor, bool writable);
  void remove(Entry& entry) noexcept;  ///< harmless when it is not watched

  /// Makes the present or the next wait() return. Thread-safe.
  void wake() const noexcept;

  /// Waits until something is ready, at most until `deadline` (in the past: not at all), and calls back.
  /// Stops calling as soon as `stopped` says so; what was not called comes again.
  template <typename Stopped>
  void wait(TimePoint deadline, Stopped stopped) {
    const std::size_t count = collect(deadline);
    for (std::size_t i = 0; i < count && !stopped(); ++i)
      if (const auto entry = find(ready_[i])) entry->on_ready();
  }

 private:
  struct Slot {
    std::shared_ptr<Entry> entry;
    std::uint32_t generation = 0;
  };

  std::size_t collect(TimePoint deadline);  ///< keys of what is ready go to `ready_`
  std::shared_ptr<Entry> find(std::uint64_t key) const;

  Descriptor epoll_;
  Descriptor waker_;  // an eventfd, edge-triggered: it is never read
  std::vector<Slot> slots_;
  std::vector<std::uint32_t> free_;
  std::vector<std::uint64_t> ready_;
  bool to_the_nanosecond_ = true;  // epoll_pwait2 is there (Linux 5.11)
};

}  // namespace joincast::net
