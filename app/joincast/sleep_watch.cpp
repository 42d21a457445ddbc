// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/sleep_watch.h"

#include <time.h>

namespace joincast::app {
namespace {

Duration read(clockid_t clock) noexcept {
  timespec time{};
  clock_gettime(clock, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

}  // namespace

Duration time_asleep() noexcept { return read(CLOCK_BOOTTIME) - read(CLOCK_MONOTONIC); }

}  // namespace joincast::app
