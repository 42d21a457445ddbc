// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/schedule_text.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>

#include "app/joincast/schedule_lock.h"

namespace joincast::app {
namespace {

constexpr const char* kText = R"(# Mine.
output = "/music"

[[programme]]
# The news.
service = "8000:0001"
at = "20:00"
until = "20:15"
split = "titles"

[[programme]]
service = "8000:0002"
at = "06:00"
duration = "1h"
)";

const ProgrammeText kChanged{"8000:0003", 0x1f, 7 * 3600 + 1800, std::nullopt, 2700, "Morning {date}"};

TEST(ScheduleText, BeginsAFileThatIsNotThere) {
  const auto schedule = parse_schedule(add_programme("", kChanged, "/music/\"mine\""), "s");
  ASSERT_TRUE(schedule) << schedule.error();
  ASSERT_EQ(schedule->programmes.size(), 1u);
  const Programme& one = schedule->programmes[0];
  EXPECT_EQ(to_string(one.service.reference), "8000:0003");
  EXPECT_EQ(one.wishes.output, "/music/\"mine\"");
  EXPECT_EQ(one.days, 0x1fu);
  EXPECT_EQ(one.at, 7 * 3600 + 1800);
  EXPECT_EQ(one.duration, std::chrono::minutes(45));
  EXPECT_EQ(one.wishes.name, "Morning {date}");
}

TEST(ScheduleText, LeavesWhatAPersonWroteWhenAnotherIsAdded) {
  const std::string text = add_programme(kText, kChanged, "/elsewhere");
  EXPECT_TRUE(text.starts_with(kText));
  ASSERT_TRUE(parse_schedule(text, "s"));
  EXPECT_EQ(parse_schedule(text, "s")->programmes.size(), 3u);
}

TEST(ScheduleText, ChangesTimesAndKeepsCommentsAndOtherKeys) {
  const auto text = replace_programme(kText, 0, kChanged);
  ASSERT_TRUE(text);
  EXPECT_NE(text->find("# The news."), text->npos);
  const auto schedule = parse_schedule(*text, "s");
  ASSERT_TRUE(schedule) << schedule.error();
  ASSERT_EQ(schedule->programmes.size(), 2u);
  EXPECT_EQ(to_string(schedule->programmes[0].service.reference), "8000:0003");
  EXPECT_EQ(schedule->programmes[0].wishes.split, libreceiver::Split::titles);
  EXPECT_FALSE(schedule->programmes[0].until);
  EXPECT_EQ(to_string(schedule->programmes[1].service.reference), "8000:0002");
}

TEST(ScheduleText, RemovesOne) {
  const auto text = remove_programme(kText, 1);
  ASSERT_TRUE(text);
  const auto schedule = parse_schedule(*text, "s");
  ASSERT_TRUE(schedule);
  ASSERT_EQ(schedule->programmes.size(), 1u);
  EXPECT_EQ(to_string(schedule->programmes[0].service.reference), "8000:0001");
  EXPECT_FALSE(remove_programme(kText, 2));
}

TEST(ScheduleLock, IsHeldByOneAtATime) {
  const std::string path = testing::TempDir() + "/jc-schedule-" + std::to_string(getpid());
  ScheduleLock first(path), second(path);
  EXPECT_TRUE(first.take());
  EXPECT_TRUE(first.take());
  EXPECT_FALSE(second.take());
  first.release();
  EXPECT_TRUE(second.take());
  std::remove((path + ".lock").c_str());
}

}  // namespace
}  // namespace joincast::app
