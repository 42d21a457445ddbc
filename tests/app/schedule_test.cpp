// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/schedule.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

#include "app/joincast/when.h"

namespace joincast::app {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kExample = R"(
output = "/srv/radio"

[[programme]]
service = "8000:0001"
days = ["mon", "fri"]
at = "20:00"
until = "21:30"
split = "titles"
skip-first = true

[[programme]]
service = "8000:0002"
days = "weekdays"
at = "23:30"
duration = "1h"
name = "{service}/{date} News"
)";

class ScheduleTest : public testing::Test {
 protected:
  void SetUp() override {
    setenv("TZ", "Europe/Berlin", 1);
    tzset();
  }
  void TearDown() override {
    unsetenv("TZ");
    tzset();
  }
  static Programme programme(const std::string& lines) {
    const auto schedule = parse_schedule("[[programme]]\nservice = \"8000:0001\"\n" + lines, "s.toml");
    if (schedule) return schedule->programmes.at(0);
    ADD_FAILURE() << schedule.error();
    return {};
  }
  static std::string refused(const std::string& text) {
    const auto schedule = parse_schedule(text, "s.toml");
    return schedule ? "" : schedule.error();
  }
};

TEST_F(ScheduleTest, ReadsProgrammes) {
  const auto schedule = parse_schedule(kExample, "s.toml");
  ASSERT_TRUE(schedule) << schedule.error();
  ASSERT_EQ(schedule->programmes.size(), 2u);
  const Programme& first = schedule->programmes[0];
  EXPECT_EQ(first.days, 0x11u);
  EXPECT_EQ(first.at, 20 * 3600);
  EXPECT_EQ(first.wishes.output, "/srv/radio");
  EXPECT_TRUE(first.wishes.skip_first);
  EXPECT_EQ(schedule->programmes[1].duration, 1h);
  EXPECT_EQ(schedule->programmes[1].days, 0x1fu);
}

TEST_F(ScheduleTest, AnErrorNamesFileLineAndKey) {
  EXPECT_EQ(refused("[[programme]]\nservice = \"8000:0001\"\nat = \"25:00\"\n"),
            "s.toml:3: at: expected a time such as \"20:00\" or \"20:00:30\"");
  EXPECT_TRUE(refused("[[programme]]\nservice = \"8000:0001\"\nday = \"mon\"\n")
                  .starts_with("s.toml:3: day: there is no such key"));
  EXPECT_TRUE(
      refused("[[programme]]\nat = \"20:00\"\nuntil = \"21:00\"\n").starts_with("s.toml:1: service: it is missing"));
  EXPECT_TRUE(refused("[[programme]]\nservice = \"8000:0001\"\nat = \"20:00\"\n")
                  .starts_with("s.toml:1: until: expected either"));
  EXPECT_TRUE(
      refused("[[programme]]\nservice = \"8000:0001\"\ndays = [\"moon\"]\n").starts_with("s.toml:3: days: expected"));
  EXPECT_TRUE(refused("output = 1\n").starts_with("s.toml:1: output: expected a folder"));
  EXPECT_TRUE(refused("").starts_with("s.toml:1: programme: expected at least one"));
  EXPECT_TRUE(refused("[[programme]\n").starts_with("s.toml:1: "));
}

TEST_F(ScheduleTest, FindsTheNextOneOfItsDays) {
  const Programme one = programme("days = \"mon\"\nat = \"20:00\"\nuntil = \"21:00\"\n");
  const auto next = next_occurrence(one, local_time(2026, 11, 21, 12 * 3600));  // a Saturday
  EXPECT_EQ(next.begins, local_time(2026, 11, 23, 20 * 3600));
  EXPECT_EQ(next.ends, local_time(2026, 11, 23, 21 * 3600));
  EXPECT_EQ(next_occurrence(one, next.ends).begins, local_time(2026, 11, 30, 20 * 3600));
}

TEST_F(ScheduleTest, OneThatRunsAlreadyIsJoined) {
  const Programme one = programme("at = \"20:00\"\nuntil = \"21:00\"\n");
  EXPECT_EQ(next_occurrence(one, local_time(2026, 11, 21, 20 * 3600 + 1800)).begins,
            local_time(2026, 11, 21, 20 * 3600));
}

TEST_F(ScheduleTest, OneMayGoOverMidnight) {
  const Programme one = programme("days = \"sat\"\nat = \"23:00\"\nuntil = \"01:00\"\n");
  const auto next = next_occurrence(one, local_time(2026, 11, 22, 1800));  // Sunday 00:30
  EXPECT_EQ(next.begins, local_time(2026, 11, 21, 23 * 3600));
  EXPECT_EQ(next.ends - next.begins, 2h);
}

TEST_F(ScheduleTest, BeginsByTheClockOnTheWallInSummerAndWinter) {
  const Programme one = programme("days = \"sun\"\nat = \"20:00\"\nduration = \"1h\"\n");
  const auto winter = next_occurrence(one, local_time(2026, 10, 18, 22 * 3600));  // clocks change on 25 October
  const auto later = next_occurrence(one, winter.ends);
  EXPECT_EQ(local_parts(winter.begins).tm_hour, 20);
  EXPECT_EQ(local_parts(later.begins).tm_hour, 20);
  const auto summer = next_occurrence(one, local_time(2026, 10, 11, 0));
  EXPECT_EQ(winter.begins - next_occurrence(one, local_time(2026, 10, 18, 0)).begins, 7 * 24h + 1h);
  EXPECT_EQ(local_parts(summer.begins).tm_isdst, 1);
}

TEST(When, ATimeThatClocksShowTwiceIsTheFirst) {
  setenv("TZ", "Europe/Berlin", 1);
  tzset();
  EXPECT_EQ(local_time(2026, 10, 25, 2 * 3600 + 1800), WallTime{1'792'888'200s}) << "00:30 UTC";
  EXPECT_EQ(local_parts(local_time(2026, 3, 29, 2 * 3600 + 1800)).tm_hour, 3) << "02:30 does not exist";
  unsetenv("TZ");
  tzset();
}

TEST(When, SpansAndSizes) {
  EXPECT_EQ(parse_span("90"), 90s);
  EXPECT_EQ(parse_span("1h30m"), 90min);
  EXPECT_EQ(parse_span("1.5h"), 90min);
  EXPECT_EQ(parse_span("-3", true), -3s);
  for (const char* wrong : {"", "h", "1x", "30m1h", "-3", "1e400", "nan", "1h 30m"})
    EXPECT_FALSE(parse_span(wrong)) << wrong;
  EXPECT_EQ(parse_size("1.5k"), 1'500u);
  for (const char* wrong : {"", "0", "-1", "M", "1X", "1e30"}) EXPECT_FALSE(parse_size(wrong)) << wrong;
}

TEST(When, Moments) {
  const WallTime now = local_time(2026, 11, 21, 12 * 3600);
  EXPECT_EQ(parse_moment("13:00", now), now + 1h);
  EXPECT_EQ(parse_moment("11:00", now), now + 23h);
  EXPECT_EQ(parse_moment("2026-11-21T13:00:05", now), now + 1h + 5s);
  EXPECT_EQ(parse_moment("2026-11-21T09:30:00Z", now), WallTime{1'795'253'400s});
  for (const char* wrong : {"", "24:01", "2026-02-30 10:00", "2026-11-21", "tomorrow"})
    EXPECT_FALSE(parse_moment(wrong, now)) << wrong;
}

}  // namespace
}  // namespace joincast::app
