// SPDX-License-Identifier: LGPL-2.1-or-later
#include "discovery/loop_waiting.h"

#include <utility>

#include "base/module.h"

namespace joincast::discovery {
namespace {

class LoopWatching final : public Watching {
 public:
  explicit LoopWatching(net::Watch watch) : watch_(std::move(watch)) {}

 private:
  net::Watch watch_;
};

class LoopAlarm final : public Alarm {
 public:
  LoopAlarm(net::EventLoop& loop, std::function<void()> on_expiry)
      : loop_(loop), timer_(loop.timer(std::move(on_expiry))) {}

  void in(Duration delay) override { timer_.expires_at(loop_.now().mono + delay); }
  void off() override { timer_.cancel(); }

 private:
  net::EventLoop& loop_;
  net::Timer timer_;
};

}  // namespace

std::unique_ptr<Watching> LoopWaiting::watch(int descriptor, bool writable, std::function<void()> on_ready) {
  return std::make_unique<LoopWatching>(writable ? loop_.watch_writable(descriptor, std::move(on_ready))
                                                 : loop_.watch_readable(descriptor, std::move(on_ready)));
}

std::unique_ptr<Alarm> LoopWaiting::alarm(std::function<void()> on_expiry) {
  return std::make_unique<LoopAlarm>(loop_, std::move(on_expiry));
}

Result<const AvahiModule*, std::string> avahi_module() {
  const auto entry = load_module(AvahiModule::kFile, AvahiModule::kSymbol);
  if (!entry) return fail(entry.error());
  return static_cast<const AvahiModule*>(*entry);
}

}  // namespace joincast::discovery
