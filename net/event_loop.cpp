// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/event_loop.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <utility>
#include <vector>

#include "net/poller.h"
#include "net/signal_slot.h"
#include "net/timer_heap.h"

namespace joincast::net {

struct EventLoop::Impl {
  auto is_stopped() const {
    return [this] { return stopped.load(); };
  }

  /// Posted tasks first, then timers; what these post or set waits for the next turn.
  void run_tasks_and_timers() {
    if (next_task == tasks.size()) {
      tasks.clear();
      next_task = 0;
      const std::lock_guard lock(mutex);
      asleep = false;
      tasks.swap(posted);
    }
    while (next_task < tasks.size() && !stopped) std::exchange(tasks[next_task++], nullptr)();
    if (!stopped) timers.fire(std::chrono::steady_clock::now(), is_stopped());
  }

  void wait(TimePoint deadline) {
    if (fall_asleep()) deadline = TimePoint{};
    poller.wait(std::min(deadline, timers.next()), is_stopped());
  }

  /// From here on others wake the loop; true: they came before.
  bool fall_asleep() {
    const std::lock_guard lock(mutex);
    asleep = true;
    return next_task < tasks.size() || !posted.empty() || stopped;
  }

  /// Whoever waits for descriptor() must learn of what is left.
  void leave() {
    if (fall_asleep()) poller.wake();
  }

  bool take_stop() {
    leave();
    return stopped.exchange(false);
  }

  Poller poller;
  TimerHeap timers;
  std::vector<std::function<void()>> tasks;  // being run
  std::size_t next_task = 0;
  std::atomic<bool> stopped = false;
  SystemClock system_clock;
  const Clock* clock = nullptr;

  std::mutex mutex;
  std::vector<std::function<void()>> posted;  // under the mutex
  bool asleep = true;                         // under the mutex
};

struct Watch::State : Poller::Entry {
  State(Poller& owner, std::function<void()> callback) : Entry(std::move(callback)), poller(owner) {}

  Poller& poller;
};

struct Timer::State : TimerHeap::Entry {
  State(TimerHeap& owner, std::function<void()> callback) : Entry(std::move(callback)), heap(owner) {}

  TimerHeap& heap;
};

struct SignalWatch::State {
  explicit State(SignalSlot taken) : slot(std::move(taken)) {}

  SignalSlot slot;
  std::function<void(int)> on_signal;
  bool closed = false;
  Watch watch;
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
  if (const auto state = std::exchange(state_, nullptr)) state->poller.remove(*state);
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
void Timer::expires_at(TimePoint deadline) { state_->heap.set(*state_, deadline); }
void Timer::cancel() noexcept {
  if (state_) state_->heap.cancel(*state_);
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
  state_->watch.cancel();
}

EventLoop::EventLoop(const Clock* clock) : impl_(std::make_unique<Impl>()) {
  impl_->clock = clock ? clock : &impl_->system_clock;
}
EventLoop::~EventLoop() = default;

void EventLoop::run() { run_until(kNever); }

bool EventLoop::run_until(TimePoint deadline) {
  for (;;) {
    impl_->run_tasks_and_timers();
    if (impl_->stopped || (deadline != kNever && std::chrono::steady_clock::now() >= deadline))
      return impl_->take_stop();
    impl_->wait(deadline);
  }
}

bool EventLoop::run_ready() {
  if (!impl_->stopped) impl_->poller.wait(TimePoint{}, impl_->is_stopped());
  if (!impl_->stopped) impl_->run_tasks_and_timers();
  return impl_->take_stop();
}

int EventLoop::descriptor() const noexcept { return impl_->poller.descriptor(); }

TimePoint EventLoop::deadline() const noexcept { return impl_->timers.next(); }

void EventLoop::stop() noexcept {
  impl_->stopped = true;
  impl_->poller.wake();
}

void EventLoop::post(std::function<void()> task) {
  const std::lock_guard lock(impl_->mutex);
  impl_->posted.push_back(std::move(task));
  if (std::exchange(impl_->asleep, false)) impl_->poller.wake();
}

Watch EventLoop::watch_readable(int descriptor, std::function<void()> on_ready) {
  return watch(descriptor, false, std::move(on_ready));
}

Watch EventLoop::watch_writable(int descriptor, std::function<void()> on_ready) {
  return watch(descriptor, true, std::move(on_ready));
}

Watch EventLoop::watch(int descriptor, bool writable, std::function<void()> on_ready) {
  auto state = std::make_shared<Watch::State>(impl_->poller, std::move(on_ready));
  if (!impl_->poller.add(state, descriptor, writable)) return {};
  return Watch(std::move(state));
}

Timer EventLoop::timer(std::function<void()> on_expiry) {
  return Timer(std::make_shared<Timer::State>(impl_->timers, std::move(on_expiry)));
}

SignalWatch EventLoop::watch_signals(std::initializer_list<int> signals, std::function<void(int)> on_signal) {
  auto slot = SignalSlot::take(signals);
  if (!slot) return {};
  auto state = std::make_shared<SignalWatch::State>(std::move(*slot));
  state->on_signal = std::move(on_signal);
  state->watch = watch_readable(state->slot.descriptor(), [weak = std::weak_ptr(state)] {
    const auto self = weak.lock();
    if (!self) return;
    const std::uint64_t came = self->slot.collect();
    for (int number = 1; number < 64 && !self->closed; ++number)
      if (came >> number & 1) self->on_signal(number);
  });
  return SignalWatch(std::move(state));
}

Now EventLoop::now() const noexcept { return impl_->clock->now(); }

}  // namespace joincast::net
