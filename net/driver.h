// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <utility>

#include "net/event_loop.h"

namespace joincast::net {

/// Runs one sans-I/O core on the loop: whoever hands the core an input calls settle() afterwards, which
/// carries out what the core wants and sleeps until it wants more.
///
/// `Core` has `std::optional<Output> poll_output()`, `void handle_deadline(Now)` and
/// `TimePoint deadline() const`; it must outlive the driver. `perform` is called with each output. It may
/// hand the core further inputs: a settle() inside perform() is absorbed by the one that runs.
template <typename Core, typename Perform>
class Driver {
 public:
  Driver(EventLoop& loop, Core& core, Perform perform)
      : loop_(loop), core_(core), perform_(std::move(perform)), timer_(loop.timer([this] { expire(); })) {}
  Driver(const Driver&) = delete;
  Driver& operator=(const Driver&) = delete;

  /// After every input.
  void settle() {
    if (settling_) return;
    settling_ = true;
    while (auto output = core_.poll_output()) perform_(*output);
    settling_ = false;
    timer_.expires_at(core_.deadline());
  }

 private:
  void expire() {
    core_.handle_deadline(loop_.now());
    settle();
  }

  EventLoop& loop_;
  Core& core_;
  Perform perform_;
  Timer timer_;
  bool settling_ = false;
};

}  // namespace joincast::net
