// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/record_display.h"

#include "app/joincast/when.h"

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

TEST(RecordWait, IsToldByLocalClocks) {
  EXPECT_EQ(wait_in_words(local_time(2026, 11, 23, 2 * 3'600)), "waits until 2026-11-23 02:00");
  EXPECT_EQ(wait_in_words(local_time(2026, 11, 23, 2 * 3'600 + 5)), "waits until 2026-11-23 02:00:05");
}

TEST(RecordWait, IsAnEventOfItsOwn) {
  EXPECT_EQ(wait_to_json("8000:0001", WallTime{std::chrono::seconds(1'795'399'200)}, std::chrono::milliseconds(12)),
            R"({"event":"waiting","ms":12.0,"service":"8000:0001","until":1795399200})");
}

}  // namespace
}  // namespace joincast::app
