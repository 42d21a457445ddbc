// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QDateTime>
#include <QObject>
#include <QTime>
#include <chrono>
#include <cstdint>
#include <optional>

#include "ui/model/station.h"

class QSettings;

namespace joincast::ui {

/// When and with what somebody wants to be woken.
struct Alarm {
  bool on = false;
  QTime time{7, 0};
  std::uint8_t days = 0x7f;  ///< a bit a day, Monday the lowest; zero: once, and then it is off
  std::optional<Station> station = {};

  bool isOn(Qt::DayOfWeek day) const noexcept { return days >> (day - 1) & 1; }

  friend bool operator==(const Alarm&, const Alarm&) = default;
};

void writeAlarm(QSettings& settings, const Alarm& alarm);
Alarm readAlarm(const QSettings& settings);

/// Plays a station at a time of the day, louder and louder. Time comes as an argument; after a sleep of the machine
/// an alarm that is late by less than kLate still counts.
class AlarmClock : public QObject {
  Q_OBJECT

 public:
  static constexpr std::chrono::minutes kLate{10};
  static constexpr std::chrono::seconds kFade{30};  ///< at its beginning

  using QObject::QObject;

  const Alarm& alarm() const noexcept { return alarm_; }
  void setAlarm(const Alarm& alarm, const QDateTime& now);

  /// The next time after `now`; invalid: it is off, or there is nothing to play.
  QDateTime next(const QDateTime& now) const;

  /// To be called once a second, and after a sleep of the machine.
  void handleTime(const QDateTime& now);
  /// Somebody took over: nothing is faded any more.
  void cancelFade();

 Q_SIGNALS:
  void changed();
  void due(joincast::ui::Station station);
  void fadeWished(double factor);  ///< 0..1 of the volume

 private:
  Alarm alarm_;
  QDateTime seen_;  // up to here nothing is due any more
  QDateTime fadesSince_;
};

}  // namespace joincast::ui
