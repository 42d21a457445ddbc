// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/event_loop.h"

#include <sys/stat.h>
#include <unistd.h>

#ifdef __SANITIZE_THREAD__
#define ASIO_DISABLE_FENCED_BLOCK  // ThreadSanitizer knows no fences; the loop has one thread
#endif
#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/posix/stream_descriptor.hpp>
#include <asio/post.hpp>
#include <asio/signal_set.hpp>
#include <asio/steady_timer.hpp>
#include <cerrno>
#include <utility>

namespace joincast::net {

struct EventLoop::Impl {
  asio::io_context io{1};
  asio::executor_work_guard<asio::io_context::executor_type> work = asio::make_work_guard(io);
  SystemClock system_clock;
  const Clock* clock = nullptr;
};

struct Watch::State : std::enable_shared_from_this<Watch::State> {
  State(asio::io_context& io, asio::posix::descriptor_base::wait_type kind, std::function<void()> callback)
      : descriptor(io), wait(kind), on_ready(std::move(callback)) {}

  bool open(int fd) {
    struct stat status;  // epoll refuses files and folders, and asio would only say so later
    if (::fstat(fd, &status) != 0 || S_ISREG(status.st_mode) || S_ISDIR(status.st_mode)) return false;
    std::error_code error;
    descriptor.assign(fd, error);
    if (error.value() == EEXIST) {  // watched already for the other direction
      const int copy = ::dup(fd);
      if (copy < 0) return false;
      owned = true;
      descriptor.assign(copy, error);
      if (error) ::close(copy);
    }
    return !error;
  }

  void arm() {
    descriptor.async_wait(wait, [self = shared_from_this()](std::error_code error) {
      if (error || self->closed) return;
      self->on_ready();
      if (!self->closed) self->arm();
    });
  }

  void close() noexcept {
    if (std::exchange(closed, true)) return;
    const int fd = descriptor.release();
    if (owned) ::close(fd);
  }

  asio::posix::stream_descriptor descriptor;
  asio::posix::descriptor_base::wait_type wait;
  std::function<void()> on_ready;
  bool owned = false;
  bool closed = false;
};

struct Timer::State : std::enable_shared_from_this<Timer::State> {
  State(asio::io_context& io, std::function<void()> callback) : timer(io), on_expiry(std::move(callback)) {}

  /// A deadline that moves away, as most do with every packet, costs nothing: the wait that stands looks again.
  void set(TimePoint at) {
    deadline = at;
    if (at < waiting_until) wait(at);
  }

  void cancel() {
    deadline = waiting_until = kNever;
    ++generation;
    timer.cancel();
  }

  void wait(TimePoint at) {
    waiting_until = at;
    timer.expires_at(at);
    timer.async_wait([self = shared_from_this(), mine = ++generation](std::error_code error) {
      if (!error && mine == self->generation) self->look();
    });
  }

  void look() {
    waiting_until = kNever;
    if (deadline > std::chrono::steady_clock::now()) return set(deadline);
    deadline = kNever;
    on_expiry();
  }

  asio::steady_timer timer;
  std::function<void()> on_expiry;
  TimePoint deadline = kNever;
  TimePoint waiting_until = kNever;  // never later than the deadline
  std::uint64_t generation = 0;
};

struct SignalWatch::State : std::enable_shared_from_this<SignalWatch::State> {
  State(asio::io_context& io, std::function<void(int)> callback) : signals(io), on_signal(std::move(callback)) {}

  void arm() {
    signals.async_wait([self = shared_from_this()](std::error_code error, int number) {
      if (error || self->closed) return;
      self->on_signal(number);
      if (!self->closed) self->arm();
    });
  }

  asio::signal_set signals;
  std::function<void(int)> on_signal;
  bool closed = false;
};

Watch::Watch() noexcept = default;
Watch::Watch(std::shared_ptr<State> state) noexcept : state_(std::move(state)) {}
Watch::Watch(Watch&&) noexcept = default;
Watch& Watch::operator=(Watch&& other) noexcept {
  if (this != &other) {
    cancel();
    state_ = std::move(other.state_);
  }
  return *this;
}
Watch::~Watch() { cancel(); }
void Watch::cancel() noexcept {
  if (const auto state = std::exchange(state_, nullptr)) state->close();
}

Timer::Timer() noexcept = default;
Timer::Timer(std::shared_ptr<State> state) noexcept : state_(std::move(state)) {}
Timer::Timer(Timer&&) noexcept = default;
Timer& Timer::operator=(Timer&& other) noexcept {
  if (this != &other) {
    cancel();
    state_ = std::move(other.state_);
  }
  return *this;
}
Timer::~Timer() { cancel(); }
void Timer::expires_at(TimePoint deadline) { state_->set(deadline); }
void Timer::cancel() noexcept {
  if (state_) state_->cancel();
}
TimePoint Timer::deadline() const noexcept { return state_ ? state_->deadline : kNever; }

SignalWatch::SignalWatch() noexcept = default;
SignalWatch::SignalWatch(std::shared_ptr<State> state) noexcept : state_(std::move(state)) {}
SignalWatch::SignalWatch(SignalWatch&&) noexcept = default;
SignalWatch& SignalWatch::operator=(SignalWatch&& other) noexcept {
  std::swap(state_, other.state_);
  return *this;
}
SignalWatch::~SignalWatch() {
  if (!state_) return;
  state_->closed = true;
  std::error_code ignored;
  state_->signals.clear(ignored);
  state_->signals.cancel(ignored);
}

EventLoop::EventLoop(const Clock* clock) : impl_(std::make_unique<Impl>()) {
  impl_->clock = clock ? clock : &impl_->system_clock;
}
EventLoop::~EventLoop() = default;

void EventLoop::run() {
  impl_->io.run();
  impl_->io.restart();
}

bool EventLoop::run_until(TimePoint deadline) {
  impl_->io.run_until(deadline);
  const bool stopped = impl_->io.stopped();
  impl_->io.restart();
  return stopped;
}

void EventLoop::stop() noexcept { impl_->io.stop(); }

void EventLoop::post(std::function<void()> task) { asio::post(impl_->io, std::move(task)); }

Watch EventLoop::watch_readable(int descriptor, std::function<void()> on_ready) {
  return watch(descriptor, false, std::move(on_ready));
}

Watch EventLoop::watch_writable(int descriptor, std::function<void()> on_ready) {
  return watch(descriptor, true, std::move(on_ready));
}

Watch EventLoop::watch(int descriptor, bool writable, std::function<void()> on_ready) {
  const auto kind = writable ? asio::posix::descriptor_base::wait_write : asio::posix::descriptor_base::wait_read;
  auto state = std::make_shared<Watch::State>(impl_->io, kind, std::move(on_ready));
  if (!state->open(descriptor)) return {};
  state->arm();
  return Watch(std::move(state));
}

Timer EventLoop::timer(std::function<void()> on_expiry) {
  return Timer(std::make_shared<Timer::State>(impl_->io, std::move(on_expiry)));
}

SignalWatch EventLoop::watch_signals(std::initializer_list<int> signals, std::function<void(int)> on_signal) {
  auto state = std::make_shared<SignalWatch::State>(impl_->io, std::move(on_signal));
  std::error_code ignored;
  for (const int number : signals) state->signals.add(number, ignored);
  state->arm();
  return SignalWatch(std::move(state));
}

Now EventLoop::now() const noexcept { return impl_->clock->now(); }

}  // namespace joincast::net
