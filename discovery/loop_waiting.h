// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "discovery/avahi_module.h"
#include "net/event_loop.h"

namespace joincast::discovery {

/// Our own loop, as the module sees it. The loop must outlive it.
class LoopWaiting final : public Waiting {
 public:
  explicit LoopWaiting(net::EventLoop& loop) : loop_(loop) {}

  std::unique_ptr<Watching> watch(int descriptor, bool writable, std::function<void()> on_ready) override;
  std::unique_ptr<Alarm> alarm(std::function<void()> on_expiry) override;

 private:
  net::EventLoop& loop_;
};

/// The module, loaded at the first call; or why it cannot be loaded.
Result<const AvahiModule*, std::string> avahi_module();

}  // namespace joincast::discovery
