// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/quiet_terminal.h"

#include <unistd.h>

namespace joincast::app {
namespace {

/// The system stops whoever changes a terminal from the background.
bool in_background(int descriptor) noexcept {
  const pid_t foreground = tcgetpgrp(descriptor);
  return foreground != -1 && foreground != getpgrp();
}

}  // namespace

QuietTerminal::QuietTerminal(int descriptor, bool keys) noexcept : descriptor_(descriptor) {
  if (in_background(descriptor_) || tcgetattr(descriptor_, &before_) != 0) return;
  termios quiet = before_;
  quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHONL | ECHOCTL);
  if (keys) {
    quiet.c_lflag &= ~static_cast<tcflag_t>(ICANON);
    quiet.c_cc[VMIN] = 1;
    quiet.c_cc[VTIME] = 0;
  }
  changed_ = tcsetattr(descriptor_, TCSADRAIN, &quiet) == 0;
}

QuietTerminal::~QuietTerminal() {
  if (changed_ && !in_background(descriptor_)) tcsetattr(descriptor_, TCSAFLUSH, &before_);
}

}  // namespace joincast::app
