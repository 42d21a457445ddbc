// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/schedule_lock.h"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>

namespace joincast::app {

bool ScheduleLock::take() {
  if (file_) return true;
  net::Descriptor file(::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!file) return true;
  if (::flock(file.value(), LOCK_EX | LOCK_NB) != 0) return errno != EWOULDBLOCK;
  file_ = std::move(file);
  return true;
}

}  // namespace joincast::app
