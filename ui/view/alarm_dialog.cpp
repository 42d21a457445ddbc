// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/alarm_dialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTimeEdit>
#include <QVBoxLayout>

namespace joincast::ui {

AlarmDialog::AlarmDialog(const Alarm& alarm, const std::optional<Station>& chosen, QWidget* parent)
    : QDialog(parent),
      station_(alarm.station ? alarm.station : chosen),
      chosen_(chosen),
      on_(new QCheckBox(tr("&Wake me"), this)),
      time_(new QTimeEdit(alarm.time, this)),
      name_(new QLabel(this)),
      take_(new QPushButton(this)),
      next_(new QLabel(this)) {
  setWindowTitle(tr("Alarm clock"));
  on_->setChecked(alarm.on);
  time_->setDisplayFormat(QLocale().timeFormat(QLocale::ShortFormat));
  time_->setAccessibleName(tr("Time to wake"));
  name_->setTextFormat(Qt::PlainText);
  auto* const days = new QWidget(this);
  auto* const row = new QHBoxLayout(days);
  row->setContentsMargins({});
  for (std::size_t i = 0; i < days_.size(); ++i) {
    const int day = static_cast<int>(i) + 1;
    days_[i] = new QCheckBox(QLocale().dayName(day, QLocale::ShortFormat), days);
    days_[i]->setAccessibleName(QLocale().dayName(day));
    days_[i]->setChecked(alarm.isOn(static_cast<Qt::DayOfWeek>(day)));
    row->addWidget(days_[i]);
    connect(days_[i], &QCheckBox::toggled, this, &AlarmDialog::refresh);
  }
  layOut(days);
  connect(on_, &QCheckBox::toggled, this, &AlarmDialog::refresh);
  connect(time_, &QTimeEdit::timeChanged, this, &AlarmDialog::refresh);
  connect(take_, &QPushButton::clicked, this, [this] {
    station_ = chosen_;
    refresh();
  });
  refresh();
}

void AlarmDialog::layOut(QWidget* days) {
  auto* const form = new QFormLayout;
  form->addRow(on_);
  form->addRow(tr("&Time"), time_);
  form->addRow(tr("Days"), days);
  form->addRow(tr("Station"), name_);
  form->addRow(QString(), take_);
  auto* const hint = new QLabel(tr("Joincast must be running then, and the computer awake; after a sleep of the "
                                   "computer an alarm still sounds if it is less than ten minutes late."),
                                this);
  hint->setWordWrap(true);
  hint->setForegroundRole(QPalette::PlaceholderText);
  next_->setWordWrap(true);
  auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
  ok_ = buttons->button(QDialogButtonBox::Ok);
  connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  auto* const column = new QVBoxLayout(this);
  column->addLayout(form);
  column->addWidget(next_);
  column->addWidget(hint);
  column->addStretch();
  column->addWidget(buttons);
}

Alarm AlarmDialog::alarm() const {
  Alarm alarm;
  alarm.on = on_->isChecked();
  alarm.time = time_->time();
  alarm.days = 0;
  for (std::size_t i = 0; i < days_.size(); ++i)
    if (days_[i]->isChecked()) alarm.days = static_cast<std::uint8_t>(alarm.days | 1u << i);
  alarm.station = station_;
  return alarm;
}

void AlarmDialog::refresh() {
  name_->setText(station_ ? station_->name : tr("none yet: play one first"));
  const bool other = chosen_ && (!station_ || station_->key != chosen_->key);
  take_->setVisible(other);
  if (other) {
    QString name = chosen_->name;
    take_->setText(tr("&Use “%1”").arg(name.replace(QLatin1Char('&'), QLatin1String("&&"))));
  }
  AlarmClock clock;
  const QDateTime now = QDateTime::currentDateTime();
  clock.setAlarm(alarm(), now);
  const QDateTime next = clock.next(now);
  if (!next.isValid())
    next_->setText(on_->isChecked() ? tr("There is nothing to wake you with.") : tr("The alarm clock is off."));
  else if (alarm().days == 0)
    next_->setText(tr("Once: %1").arg(QLocale().toString(next, QLocale::ShortFormat)));
  else
    next_->setText(tr("Next: %1").arg(QLocale().toString(next, QLocale::LongFormat)));
  ok_->setEnabled(!on_->isChecked() || station_.has_value());
}

}  // namespace joincast::ui
