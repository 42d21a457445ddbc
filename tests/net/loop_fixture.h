// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <string_view>

#include "net/descriptor.h"
#include "net/event_loop.h"

namespace joincast::net {

/// Two ends of a connection.
struct Pair {
  Pair() {
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) != 0) std::abort();
    near = Descriptor{ends[0]};
    far = Descriptor{ends[1]};
  }
  void write(std::string_view text) const { (void)!::write(far.value(), text.data(), text.size()); }
  char read_one() const {
    char c = 0;
    return ::read(near.value(), &c, 1) == 1 ? c : '\0';
  }
  Descriptor near;
  Descriptor far;
};

/// A loop that gives up after a minute.
class Loop : public testing::Test {
 protected:
  bool serve() { return loop_.run_until(loop_.now().mono + std::chrono::minutes(1)); }
  EventLoop loop_;
};

}  // namespace joincast::net
