// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <sys/types.h>

#include <functional>
#include <list>
#include <string>

#include "app/joincast/hook_plan.h"
#include "net/descriptor.h"
#include "net/event_loop.h"

namespace joincast::app {

/// How a hook ended.
struct HookResult {
  Hook hook{};
  int exit_code = 0;    ///< as a shell says it: 128 plus the number of the signal that ended it
  std::string error{};  ///< it could not even be started; empty: it was
};

/// Runs hooks by `/bin/sh -c` beside the loop, which never waits for them. They read nothing, write to standard
/// error (`quiet`: nowhere), and have a process group of their own, so that Ctrl-C is not for them. Those still
/// running when the runner goes are left to themselves.
class HookRunner {
 public:
  using Handler = std::function<void(const HookResult& result)>;

  HookRunner(net::EventLoop& loop, bool quiet, Handler on_result);

  bool run(Hook hook);  ///< as soon as it may be; false: too many wait
  bool busy() const noexcept { return plan_.running() + plan_.waiting() != 0; }
  std::uint64_t left_out() const noexcept { return plan_.left_out(); }

 private:
  struct Child {
    Hook hook;
    pid_t pid = 0;
    net::Descriptor descriptor;
    net::Watch watch;
  };

  void start_some();
  void start(Hook hook);
  void reap(std::list<Child>::iterator child);

  net::EventLoop& loop_;
  bool quiet_;
  Handler on_result_;
  HookPlan plan_;
  std::list<Child> children_;
};

}  // namespace joincast::app
