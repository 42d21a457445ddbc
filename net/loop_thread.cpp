// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/loop_thread.h"

#include <pthread.h>
#include <signal.h>

#include <future>
#include <thread>
#include <utility>

namespace joincast::net {
namespace {

/// Threads take over which signals are blocked from the one that starts them.
class SignalsBlocked {
 public:
  SignalsBlocked() {
    sigset_t all;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  SignalsBlocked(const SignalsBlocked&) = delete;
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;
  ~SignalsBlocked() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

}  // namespace

struct LoopThread::Impl {
  explicit Impl(const Clock* clock) : loop(clock) {}

  EventLoop loop;
  std::thread thread;
};

LoopThread::LoopThread(const Clock* clock) : impl_(std::make_unique<Impl>(clock)) {
  const SignalsBlocked blocked;
  impl_->thread = std::thread([this] { impl_->loop.run(); });
}

LoopThread::~LoopThread() {
  impl_->loop.stop();
  impl_->thread.join();
}

EventLoop& LoopThread::loop() noexcept { return impl_->loop; }

void LoopThread::post(std::function<void()> task) { impl_->loop.post(std::move(task)); }

void LoopThread::call(const std::function<void()>& task) {
  if (std::this_thread::get_id() == impl_->thread.get_id()) return task();
  std::promise<void> done;
  impl_->loop.post([&] {
    task();
    done.set_value();
  });
  done.get_future().wait();
}

}  // namespace joincast::net
