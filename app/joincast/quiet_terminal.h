// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <termios.h>

namespace joincast::app {

/// While it lives, a terminal does not write what is typed: an echoed `^C` would shift a block that is redrawn in
/// place. What was typed meanwhile is dropped at the end, as nobody saw it. In the background, or where `descriptor`
/// is no terminal, nothing is changed: the shell rules there. With `keys` each key can be read from it as soon as it is
/// hit.
class QuietTerminal {
 public:
  explicit QuietTerminal(int descriptor, bool keys = false) noexcept;
  ~QuietTerminal();
  QuietTerminal(const QuietTerminal&) = delete;
  QuietTerminal& operator=(const QuietTerminal&) = delete;

 private:
  int descriptor_;
  bool changed_ = false;
  termios before_{};
};

}  // namespace joincast::app
