// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/control/alarm_clock.h"

#include <QSettings>
#include <algorithm>

#include "ui/control/station_settings.h"

namespace joincast::ui {

using namespace std::chrono;

void writeAlarm(QSettings& settings, const Alarm& alarm) {
  settings.setValue(QStringLiteral("on"), alarm.on);
  settings.setValue(QStringLiteral("time"), alarm.time.toString(QStringLiteral("HH:mm")));
  settings.setValue(QStringLiteral("days"), int{alarm.days});
  if (!alarm.station) return;
  settings.beginGroup(QStringLiteral("station"));
  writeStation(settings, *alarm.station);
  settings.endGroup();
}

Alarm readAlarm(const QSettings& settings) {
  Alarm alarm;
  alarm.on = settings.value(QStringLiteral("on")).toBool();
  const QTime time = QTime::fromString(settings.value(QStringLiteral("time")).toString(), QStringLiteral("HH:mm"));
  if (time.isValid()) alarm.time = time;
  alarm.days = static_cast<std::uint8_t>(settings.value(QStringLiteral("days"), 0x7f).toInt() & 0x7f);
  alarm.station = readStation(settings, QStringLiteral("station/"));
  return alarm;
}

void AlarmClock::setAlarm(const Alarm& alarm, const QDateTime& now) {
  alarm_ = alarm;
  seen_ = now;
  Q_EMIT changed();
}

QDateTime AlarmClock::next(const QDateTime& now) const {
  if (!alarm_.on || !alarm_.station) return {};
  for (int ahead = 0; ahead <= 7; ++ahead) {
    const QDate day = now.date().addDays(ahead);
    const QDateTime moment(day, alarm_.time);
    if (moment <= now) continue;
    if (alarm_.days == 0 || alarm_.isOn(static_cast<Qt::DayOfWeek>(day.dayOfWeek()))) return moment;
  }
  return {};
}

void AlarmClock::handleTime(const QDateTime& now) {
  if (fadesSince_.isValid()) {
    const double share =
        static_cast<double>(fadesSince_.msecsTo(now)) / static_cast<double>(milliseconds(kFade).count());
    if (share >= 1 || share < 0)
      cancelFade();
    else
      Q_EMIT fadeWished(std::max(share, 0.02));
  }
  if (!seen_.isValid() || now < seen_) seen_ = now;  // the clock was set back
  // What a longer sleep of the machine swallowed is not played hours later.
  const QDateTime from = std::max(seen_, now.addMSecs(-milliseconds(kLate).count()));
  const QDateTime moment = next(from);
  seen_ = now;
  if (!moment.isValid() || moment > now) return;
  const Station station = *alarm_.station;
  if (alarm_.days == 0) {
    alarm_.on = false;
    Q_EMIT changed();
  }
  fadesSince_ = now;
  Q_EMIT fadeWished(0.02);
  Q_EMIT due(station);
}

void AlarmClock::cancelFade() {
  if (!fadesSince_.isValid()) return;
  fadesSince_ = {};
  Q_EMIT fadeWished(1);
}

}  // namespace joincast::ui
