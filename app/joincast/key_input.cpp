// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/key_input.h"

#include <unistd.h>

#include <utility>

namespace joincast::app {
namespace {

bool in_foreground() noexcept { return tcgetpgrp(STDIN_FILENO) == getpgrp(); }

}  // namespace

KeyInput::KeyInput(net::EventLoop& loop, std::function<void(char)> on_key) : on_key_(std::move(on_key)) {
  termios now{};
  if (!isatty(STDIN_FILENO) || !in_foreground() || tcgetattr(STDIN_FILENO, &now) != 0) return;
  termios keys = now;
  keys.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
  keys.c_cc[VMIN] = 0;  // a read never waits
  keys.c_cc[VTIME] = 0;
  if (tcsetattr(STDIN_FILENO, TCSADRAIN, &keys) != 0) return;
  before_ = now;
  watch_ = loop.watch_readable(STDIN_FILENO, [this] { read(); });
}

KeyInput::~KeyInput() {
  watch_.cancel();
  if (before_ && in_foreground()) tcsetattr(STDIN_FILENO, TCSAFLUSH, &*before_);
}

void KeyInput::read() {
  char key = 0;
  if (!in_foreground()) return watch_.cancel();
  if (::read(STDIN_FILENO, &key, 1) == 1)
    on_key_(key);
  else
    watch_.cancel();  // the terminal is gone
}

}  // namespace joincast::app
