// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <gtest/gtest.h>

#include <functional>

#include "net/event_loop.h"
#include "tests/lab/harness.h"

namespace joincast::net {

/// Serves the loop until `holds`; false: patience is over.
inline bool serve_until(EventLoop& loop, const std::function<bool()>& holds, Duration timeout = lab::kPatience) {
  const TimePoint deadline = std::chrono::steady_clock::now() + timeout;
  while (!holds()) {
    const TimePoint now = std::chrono::steady_clock::now();
    if (now >= deadline) return false;
    loop.run_until(std::min(deadline, now + std::chrono::milliseconds{2}));
  }
  return true;
}

/// Serves the loop for a while in which nothing is expected to happen.
inline void serve_for(EventLoop& loop, Duration time) { loop.run_until(std::chrono::steady_clock::now() + time); }

/// One that must be there, or the test is over.
template <typename T>
T must(Result<T, std::error_code> result) {
  if (!result) throw std::system_error(result.error());
  return std::move(*result);
}

inline IpAddress address(std::string_view text) { return parse_address(text).value(); }

}  // namespace joincast::net
