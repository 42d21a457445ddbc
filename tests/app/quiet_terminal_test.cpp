// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/quiet_terminal.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <string>

namespace joincast::app {
namespace {

/// A terminal of the test's own: what is written into `keyboard` is typed, what can be read there is shown.
struct Terminal {
  Terminal() : keyboard(posix_openpt(O_RDWR | O_NOCTTY)) {
    if (grantpt(keyboard) != 0 || unlockpt(keyboard) != 0) ADD_FAILURE() << "no pseudo terminal";
    screen = open(ptsname(keyboard), O_RDWR | O_NOCTTY);
  }
  ~Terminal() {
    close(screen);
    close(keyboard);
  }
  /// Types a line, and waits until the terminal has taken it.
  void type(const std::string& line) const {
    EXPECT_EQ(write(keyboard, line.data(), line.size()), static_cast<ssize_t>(line.size()));
    char text[64];
    EXPECT_EQ(read(screen, text, sizeof text), static_cast<ssize_t>(line.size()));
  }
  std::string shown() const {
    fcntl(keyboard, F_SETFL, O_NONBLOCK);
    char text[64];
    const ssize_t size = read(keyboard, text, sizeof text);
    return std::string(text, size > 0 ? static_cast<std::size_t>(size) : 0);
  }

  int keyboard = -1;
  int screen = -1;
};

TEST(QuietTerminal, ShowsNothingOfWhatIsTyped) {
  const Terminal terminal;
  terminal.type("a\n");
  EXPECT_EQ(terminal.shown(), "a\r\n");
  const QuietTerminal quiet(terminal.screen);
  terminal.type("b\n");
  EXPECT_EQ(terminal.shown(), "");
}

TEST(QuietTerminal, LeavesTheTerminalAsItWas) {
  const Terminal terminal;
  termios before{}, after{};
  ASSERT_EQ(tcgetattr(terminal.screen, &before), 0);
  { const QuietTerminal quiet(terminal.screen); }
  ASSERT_EQ(tcgetattr(terminal.screen, &after), 0);
  EXPECT_EQ(after.c_lflag, before.c_lflag);
  terminal.type("c\n");
  EXPECT_EQ(terminal.shown(), "c\r\n");
}

TEST(QuietTerminal, GivesEachKeyAtOnceWhereKeysAreWanted) {
  const Terminal terminal;
  {
    const QuietTerminal quiet(terminal.screen, true);
    terminal.type(" ");
    EXPECT_EQ(terminal.shown(), "");
  }
  terminal.type("d\n");
  EXPECT_EQ(terminal.shown(), "d\r\n");
}

TEST(QuietTerminal, IsNothingWhereThereIsNoTerminal) {
  const QuietTerminal none(-1);
  const QuietTerminal file(open("/dev/null", O_RDONLY | O_CLOEXEC));
}

}  // namespace
}  // namespace joincast::app
