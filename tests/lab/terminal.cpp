// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/lab/terminal.h"

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <system_error>

namespace joincast::lab {

Terminal::Terminal() : keyboard_(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)), ended_(::eventfd(0, EFD_CLOEXEC)) {
  char name[64];
  if (!keyboard_ || !ended_ || ::grantpt(keyboard_.value()) != 0 || ::unlockpt(keyboard_.value()) != 0 ||
      ::ptsname_r(keyboard_.value(), name, sizeof name) != 0)
    throw std::system_error(errno, std::system_category(), "pseudo terminal");
  path_ = name;
  screen_ = net::Descriptor{::open(name, O_RDWR | O_NOCTTY | O_CLOEXEC)};
  if (!screen_) throw std::system_error(errno, std::system_category(), path_);
  const winsize size{.ws_row = 40, .ws_col = 100, .ws_xpixel = 0, .ws_ypixel = 0};
  ::ioctl(screen_.value(), TIOCSWINSZ, &size);
  reader_ = std::thread([this] { read(); });
}

Terminal::~Terminal() {
  const std::uint64_t one = 1;
  (void)!::write(ended_.value(), &one, sizeof one);
  reader_.join();
}

void Terminal::read() {
  pollfd waited[] = {{keyboard_.value(), POLLIN, 0}, {ended_.value(), POLLIN, 0}};
  char text[4096];
  while (::poll(waited, 2, -1) >= 0 && waited[1].revents == 0) {
    const ssize_t size = ::read(keyboard_.value(), text, sizeof text);
    if (size <= 0) return;
    const std::lock_guard lock(mutex_);
    shown_.append(text, static_cast<std::size_t>(size));
    more_.notify_all();
  }
}

void Terminal::type(std::string_view keys) {
  const std::lock_guard lock(mutex_);
  typed_at_ = shown_.size();
  (void)!::write(keyboard_.value(), keys.data(), keys.size());
}

bool Terminal::wait_for(const std::function<bool(std::string_view)>& holds, Duration timeout) {
  std::unique_lock lock(mutex_);
  return more_.wait_for(lock, timeout, [&] { return holds(std::string_view(shown_).substr(typed_at_)); });
}

bool Terminal::wait_for(std::string_view part, Duration timeout) {
  return wait_for([part](std::string_view shown) { return shown.find(part) != std::string_view::npos; }, timeout);
}

std::string Terminal::shown() const {
  const std::lock_guard lock(mutex_);
  return shown_;
}

}  // namespace joincast::lab
