// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/record_display.h"

namespace joincast::app {
namespace {

int lines_until(Duration time) {
  int lines = 0;
  for (std::uint64_t tick = 1; static_cast<std::int64_t>(tick) * kProgressTick <= time; ++tick)
    lines += is_progress_due(tick);
  return lines;
}

TEST(RecordProgress, IsToldLessOftenTheLongerItLasts) {
  using std::chrono::hours;
  using std::chrono::minutes;
  EXPECT_EQ(lines_until(minutes(1)), 6);
  EXPECT_EQ(lines_until(minutes(60)), 6 + 59);
  EXPECT_EQ(lines_until(hours(24)), 6 + 59 + 23 * 6);
}

}  // namespace
}  // namespace joincast::app
