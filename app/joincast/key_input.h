// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <termios.h>

#include <functional>
#include <optional>

#include "net/event_loop.h"

namespace joincast::app {

/// Single keys from standard input, as they are pressed and unseen. Where that is no terminal, or another program's at
/// the moment, there are none. The terminal is as before when it goes.
class KeyInput {
 public:
  /// `on_key` is called on the loop's thread; it must not destroy the input.
  KeyInput(net::EventLoop& loop, std::function<void(char key)> on_key);
  ~KeyInput();
  KeyInput(const KeyInput&) = delete;
  KeyInput& operator=(const KeyInput&) = delete;

  bool works() const noexcept { return before_.has_value(); }

 private:
  void read();

  std::function<void(char)> on_key_;
  std::optional<termios> before_;
  net::Watch watch_;
};

}  // namespace joincast::app
