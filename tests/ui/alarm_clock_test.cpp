// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/control/alarm_clock.h"

#include <gtest/gtest.h>

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>

namespace joincast::ui {
namespace {

Station station() {
  Station station;
  station.key = station.reference = QStringLiteral("8000:0001");
  station.name = QStringLiteral("Radio Dawn");
  return station;
}

/// 2026-11-23 is a Monday.
QDateTime at(int day, int hour, int minute, int second = 0) {
  return {QDate(2026, 11, day), QTime(hour, minute, second)};
}

constexpr std::uint8_t kMonday = 1, kTuesday = 2, kFriday = 16;

class Alarms : public testing::Test {
 protected:
  void set(std::uint8_t days, const QDateTime& now) {
    clock_.setAlarm({.on = true, .time = QTime(7, 0), .days = days, .station = station()}, now);
  }
  AlarmClock clock_;
  QSignalSpy due_{&clock_, &AlarmClock::due};
  QSignalSpy faded_{&clock_, &AlarmClock::fadeWished};
};

TEST_F(Alarms, WakesAtTheTimeOnce) {
  set(kMonday | kTuesday, at(23, 6, 0));
  clock_.handleTime(at(23, 6, 59, 59));
  EXPECT_EQ(due_.count(), 0);
  clock_.handleTime(at(23, 7, 0));
  clock_.handleTime(at(23, 7, 0, 1));
  EXPECT_EQ(due_.count(), 1);
  clock_.handleTime(at(24, 7, 0));
  EXPECT_EQ(due_.count(), 2);
}

TEST_F(Alarms, KeepsToItsDays) {
  set(kFriday, at(23, 8, 0));
  EXPECT_EQ(clock_.next(at(23, 8, 0)), at(27, 7, 0));
  EXPECT_EQ(clock_.next(at(27, 7, 0)), at(27, 7, 0).addDays(7));
}

TEST_F(Alarms, WithoutDaysIsOnceAndThenOff) {
  set(0, at(23, 8, 0));
  EXPECT_EQ(clock_.next(at(23, 8, 0)), at(24, 7, 0));
  clock_.handleTime(at(24, 6, 59, 59));
  clock_.handleTime(at(24, 7, 0));
  EXPECT_EQ(due_.count(), 1);
  EXPECT_FALSE(clock_.alarm().on);
}

TEST_F(Alarms, StillWakesWhenTheComputerSleptNineMinutesTooLong) {
  set(kMonday, at(23, 6, 0));
  clock_.handleTime(at(23, 6, 1));
  clock_.handleTime(at(23, 7, 9));
  EXPECT_EQ(due_.count(), 1);
}

TEST_F(Alarms, DoesNotWakeAnHourTooLate) {
  set(kMonday, at(23, 6, 0));
  clock_.handleTime(at(23, 6, 1));
  clock_.handleTime(at(23, 8, 0));
  EXPECT_EQ(due_.count(), 0);
}

TEST_F(Alarms, SetForATimeThatIsJustOverDoesNotWakeAtOnce) {
  set(kMonday, at(23, 7, 0, 30));
  clock_.handleTime(at(23, 7, 0, 31));
  EXPECT_EQ(due_.count(), 0);
}

TEST_F(Alarms, WakesNobodyTwiceWhenTheClockIsSetBackALittle) {
  set(kMonday, at(23, 6, 59));
  clock_.handleTime(at(23, 7, 0));
  clock_.handleTime(at(23, 7, 0, 5));
  clock_.handleTime(at(23, 7, 0, 4));
  clock_.handleTime(at(23, 7, 0, 6));
  EXPECT_EQ(due_.count(), 1);
}

TEST_F(Alarms, GrowsLouderForHalfAMinute) {
  set(kMonday, at(23, 6, 59));
  clock_.handleTime(at(23, 7, 0));
  EXPECT_LT(faded_.last().first().toDouble(), 0.1);
  clock_.handleTime(at(23, 7, 0, 15));
  EXPECT_DOUBLE_EQ(faded_.last().first().toDouble(), 0.5);
  clock_.handleTime(at(23, 7, 0, 30));
  EXPECT_EQ(faded_.last().first().toDouble(), 1);
}

TEST_F(Alarms, WithoutAStationIsNoAlarm) {
  clock_.setAlarm({.on = true}, at(23, 6, 0));
  EXPECT_FALSE(clock_.next(at(23, 6, 0)).isValid());
}

TEST(Alarm, IsReadAsItWasWritten) {
  const QTemporaryDir folder;
  QSettings settings(folder.filePath(QStringLiteral("a.ini")), QSettings::IniFormat);
  const Alarm alarm{.on = true, .time = QTime(6, 45), .days = kFriday, .station = station()};
  settings.beginGroup(QStringLiteral("alarm"));
  writeAlarm(settings, alarm);
  EXPECT_EQ(readAlarm(settings), alarm);
}

}  // namespace
}  // namespace joincast::ui
