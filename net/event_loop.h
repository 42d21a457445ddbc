// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <initializer_list>
#include <memory>

#include "base/export.h"
#include "base/time.h"
#include "net/clock.h"

namespace joincast::net {

class EventLoop;

/// Calls back whenever a descriptor is ready, until destroyed. Movable; destroying or moving it inside
/// its own callback is allowed. It does not own the descriptor: destroy the watch before closing that.
class JOINCAST_EXPORT Watch {
 public:
  Watch() noexcept;
  Watch(Watch&&) noexcept;
  Watch& operator=(Watch&&) noexcept;
  ~Watch();

  void cancel() noexcept;  ///< as the destructor; the callback is not called again
  explicit operator bool() const noexcept { return state_ != nullptr; }

 private:
  friend class EventLoop;
  struct State;
  explicit Watch(std::shared_ptr<State> state) noexcept;
  std::shared_ptr<State> state_;
};

/// One deadline. The callback runs once for each expiry that was set and not replaced or cancelled.
/// Destroying or setting it again inside its own callback is allowed.
class JOINCAST_EXPORT Timer {
 public:
  Timer() noexcept;
  Timer(Timer&&) noexcept;
  Timer& operator=(Timer&&) noexcept;
  ~Timer();

  /// Replaces the deadline; a time in the past fires on the loop's next turn, kNever cancels.
  void expires_at(TimePoint deadline);
  void cancel() noexcept;

  TimePoint deadline() const noexcept;  ///< kNever when none is set
  explicit operator bool() const noexcept { return state_ != nullptr; }

 private:
  friend class EventLoop;
  struct State;
  explicit Timer(std::shared_ptr<State> state) noexcept;
  std::shared_ptr<State> state_;
};

/// Calls back with the number of each signal that arrives, on the loop's thread, until destroyed. Several of a kind
/// that come at once may be told as one, as the system itself does.
class JOINCAST_EXPORT SignalWatch {
 public:
  SignalWatch() noexcept;
  SignalWatch(SignalWatch&&) noexcept;
  SignalWatch& operator=(SignalWatch&&) noexcept;
  ~SignalWatch();

 private:
  friend class EventLoop;
  struct State;
  explicit SignalWatch(std::shared_ptr<State> state) noexcept;
  std::shared_ptr<State> state_;
};

/// The one loop. Whatever its thread owns needs no lock; only stop() and post() may be called from
/// other threads. It must outlive every watch and timer made from it.
///
/// Either it runs by itself (run(), or a LoopThread), or inside somebody else's loop, which does this:
///
///     pollfd ours{loop.descriptor(), POLLIN, 0};
///     poll(&ours, 1, milliseconds until loop.deadline(), rounded up);
///     loop.run_ready();
class JOINCAST_EXPORT EventLoop {
 public:
  /// `clock` must outlive the loop; none: the system's. Throws std::system_error when the system has no descriptor
  /// left for it.
  explicit EventLoop(const Clock* clock = nullptr);
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;
  ~EventLoop();

  /// Serves until stop(), even while there is nothing to wait for. May be called again afterwards.
  void run();

  /// As run(), but at most until `deadline`; true if stop() ended it.
  bool run_until(TimePoint deadline);

  /// Does what is to be done now, without waiting: a turn of somebody else's loop. Early and needless calls are
  /// harmless; what is left makes descriptor() readable again. True if stop() was called.
  bool run_ready();

  /// Readable while something is to be done; never read, write or close it. The same for the loop's whole life.
  int descriptor() const noexcept;

  /// When run_ready() is to be called though descriptor() is not readable; kNever: not at all. In the past: at once.
  /// Every call into the loop, or into what lives on it, may change it: ask before each wait.
  TimePoint deadline() const noexcept;

  /// Ends run() after the callback in progress. Thread-safe; before run() it makes the next one return at once.
  void stop() noexcept;

  /// Runs `task` on the loop's thread, in the order posted. Thread-safe.
  void post(std::function<void()> task);

  /// `on_ready` is called while `descriptor` has something to read, one call a turn of the loop: what is
  /// left unread brings another call. Also called on hang-up and error: read to find out. An empty watch
  /// comes back when the system cannot watch it (a regular file, no descriptors left).
  [[nodiscard]] Watch watch_readable(int descriptor, std::function<void()> on_ready);
  [[nodiscard]] Watch watch_writable(int descriptor, std::function<void()> on_ready);

  [[nodiscard]] Timer timer(std::function<void()> on_expiry);

  /// Such as {SIGINT, SIGTERM, SIGHUP, SIGWINCH}. While watched they do not have their default effect; afterwards
  /// the process does with them what it did before. Of at most 16 watches in a process: the next ones are deaf.
  [[nodiscard]] SignalWatch watch_signals(std::initializer_list<int> signals, std::function<void(int)> on_signal);

  Now now() const noexcept;  ///< of the loop's clock

 private:
  struct Impl;
  Watch watch(int descriptor, bool writable, std::function<void()> on_ready);
  std::unique_ptr<Impl> impl_;
};

}  // namespace joincast::net
