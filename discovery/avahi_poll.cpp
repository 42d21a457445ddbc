// SPDX-License-Identifier: LGPL-2.1-or-later
#include "discovery/avahi_poll.h"

#include <poll.h>
#include <sys/time.h>

#include <algorithm>
#include <memory>

namespace discovery = joincast::discovery;

/// Avahi leaves these two to whoever brings the loop.
struct AvahiWatch {
  discovery::Waiting& waiting;
  int descriptor;
  AvahiWatchCallback callback;
  void* userdata;
  AvahiWatchEvent wanted{};
  AvahiWatchEvent happened{};
  std::unique_ptr<discovery::Watching> readable{};
  std::unique_ptr<discovery::Watching> writable{};

  void want(AvahiWatchEvent events) {
    wanted = events;
    wait_for(readable, false, (events & AVAHI_WATCH_IN) != 0);
    wait_for(writable, true, (events & AVAHI_WATCH_OUT) != 0);
  }

  /// What really happened: the loop does not tell a hang-up from something to read. The callback may free the watch.
  void look() {
    pollfd now{descriptor, static_cast<short>(wanted), 0};
    if (::poll(&now, 1, 0) <= 0) return;
    happened = static_cast<AvahiWatchEvent>(now.revents);
    callback(this, descriptor, happened, userdata);
  }

 private:
  void wait_for(std::unique_ptr<discovery::Watching>& watching, bool writing, bool on) {
    if (!on)
      watching.reset();
    else if (!watching)
      watching = waiting.watch(descriptor, writing, [this] { look(); });
  }
};

struct AvahiTimeout {
  AvahiTimeoutCallback callback;
  void* userdata;
  std::unique_ptr<discovery::Alarm> alarm{};

  /// Avahi's times are civil: made into a delay at once, so that a stepped clock moves only what is set later.
  void set(const timeval* at) {
    if (!at) return alarm->off();
    timeval now{};
    ::gettimeofday(&now, nullptr);
    const auto delay =
        std::chrono::seconds(at->tv_sec - now.tv_sec) + std::chrono::microseconds(at->tv_usec - now.tv_usec);
    alarm->in(std::clamp<joincast::Duration>(delay, {}, std::chrono::hours(1)));
  }
};

namespace joincast::discovery {
namespace {

Waiting& waiting_of(const AvahiPoll* api) { return *static_cast<Waiting*>(api->userdata); }

AvahiWatch* new_watch(const AvahiPoll* api, int descriptor, AvahiWatchEvent events, AvahiWatchCallback callback,
                      void* userdata) {
  auto* const watch = new AvahiWatch{waiting_of(api), descriptor, callback, userdata};
  watch->want(events);
  return watch;
}

AvahiTimeout* new_timeout(const AvahiPoll* api, const timeval* at, AvahiTimeoutCallback callback, void* userdata) {
  auto* const timeout = new AvahiTimeout{callback, userdata};
  timeout->alarm = waiting_of(api).alarm([timeout] { timeout->callback(timeout, timeout->userdata); });
  timeout->set(at);
  return timeout;
}

}  // namespace

AvahiLoop::AvahiLoop(Waiting& waiting) noexcept {
  poll_.userdata = &waiting;
  poll_.watch_new = new_watch;
  poll_.watch_update = [](AvahiWatch* watch, AvahiWatchEvent events) { watch->want(events); };
  poll_.watch_get_events = [](AvahiWatch* watch) { return watch->happened; };
  poll_.watch_free = [](AvahiWatch* watch) { delete watch; };
  poll_.timeout_new = new_timeout;
  poll_.timeout_update = [](AvahiTimeout* timeout, const timeval* at) { timeout->set(at); };
  poll_.timeout_free = [](AvahiTimeout* timeout) { delete timeout; };
}

}  // namespace joincast::discovery
