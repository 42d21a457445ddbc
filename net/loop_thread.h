// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <memory>

#include "base/export.h"
#include "net/event_loop.h"

namespace joincast::net {

/// An event loop on a thread of its own, for programs that have no loop or another kind. Everything that lives on
/// the loop is made, called and destroyed on that thread: inside call() or post().
///
///     net::LoopThread thread;
///     std::unique_ptr<Receiver> receiver;
///     thread.call([&] { receiver = std::make_unique<Receiver>(thread.loop(), options, on_event); });
///     ...
///     thread.call([&] { receiver.reset(); });
///
/// The thread takes no signals: they stay with the program's own threads.
class JOINCAST_EXPORT LoopThread {
 public:
  /// `clock` as for EventLoop. Throws std::system_error when the system has no thread or descriptor left.
  explicit LoopThread(const Clock* clock = nullptr);
  LoopThread(const LoopThread&) = delete;
  LoopThread& operator=(const LoopThread&) = delete;

  /// Ends the loop after the callback in progress and waits for the thread. Never from that thread.
  ~LoopThread();

  EventLoop& loop() noexcept;  ///< to be used inside call() and post() only, but for its own post()

  /// Runs `task` on the thread, some time. In the order posted; from any thread.
  void post(std::function<void()> task);

  /// Runs `task` on the thread and returns when it has run. From any thread; on the loop's own it runs at once.
  void call(const std::function<void()>& task);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace joincast::net
