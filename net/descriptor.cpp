// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/descriptor.h"

#include <unistd.h>

namespace joincast::net {

void Descriptor::close() noexcept {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

}  // namespace joincast::net
