// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <algorithm>
#include <functional>

#include "base/time.h"

namespace joincast::headend {

/// Tries `send` until it has sent all, or until `most` has been spent in waiting; false: something is left.
/// `wait` waits for room, at most as long as it is told, and answers how long that took.
inline bool send_within(Duration most, const std::function<bool()>& send,
                        const std::function<Duration(Duration)>& wait) {
  constexpr Duration kLeast = std::chrono::milliseconds(1);  // what a wait counts at least: so there is an end
  for (Duration left = most;;) {
    if (send()) return true;
    if (left <= Duration{}) return false;
    left -= std::max(kLeast, wait(left));
  }
}

}  // namespace joincast::headend
