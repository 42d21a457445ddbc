// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/schedule_dialog.h"

#include <QCheckBox>
#include <QCompleter>
#include <QDateTime>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QTimeEdit>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "libreceiver/file_name.h"
#include "libreceiver/service_reference.h"
#include "ui/control/schedule_controller.h"

namespace joincast::ui {
namespace {

constexpr int kMostMinutes = 6 * 24 * 60;

QTime timeOf(int second) { return QTime(0, 0).addSecs(second); }
int secondOf(const QTime& time) { return QTime(0, 0).secsTo(time); }

QString timeText(int second) { return QLocale().toString(timeOf(second), QLocale::ShortFormat); }

QString daysText(unsigned days) {
  if (days == 0x7f) return ScheduleDialog::tr("daily");
  if (days == 0x1f) return ScheduleDialog::tr("Monday to Friday");
  if (days == 0x60) return ScheduleDialog::tr("weekends");
  QStringList names;
  for (int day = 0; day < 7; ++day)
    if (days >> day & 1) names.append(QLocale().dayName(day + 1, QLocale::ShortFormat));
  return names.join(QStringLiteral(", "));
}

QString momentText(WallTime moment) {
  const auto time = std::chrono::duration_cast<std::chrono::milliseconds>(moment.time_since_epoch()).count();
  return QLocale().toString(QDateTime::fromMSecsSinceEpoch(time), QLocale::ShortFormat);
}

}  // namespace

ProgrammeDialog::ProgrammeDialog(const Programme& programme, StationTablePtr stations, QWidget* parent)
    : QDialog(parent),
      before_(programme),
      stations_(std::move(stations)),
      station_(new QLineEdit(this)),
      from_(new QTimeEdit(timeOf(programme.at), this)),
      byEnd_(new QRadioButton(tr("&until"), this)),
      byLength_(new QRadioButton(tr("&for"), this)),
      to_(new QTimeEdit(timeOf(programme.until.value_or(programme.at + 3600)), this)),
      minutes_(new QSpinBox(this)),
      name_(new QLineEdit(programme.name, this)),
      wrong_(new QLabel(this)),
      buttons_(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this)) {
  setWindowTitle(tr("Record every week"));
  station_->setText(programme.service);
  QStringList names;
  if (stations_)
    for (const Station& one : stations_->stations) {
      names.append(one.name);
      if (one.reference == programme.service) station_->setText(one.name);
    }
  auto* const completer = new QCompleter(names, this);
  completer->setCaseSensitivity(Qt::CaseInsensitive);
  completer->setFilterMode(Qt::MatchContains);
  station_->setCompleter(completer);
  station_->setPlaceholderText(tr("Name or number"));

  auto* const days = new QHBoxLayout;
  for (int day = 0; day < 7; ++day) {
    auto* const box = new QCheckBox(QLocale().dayName(day + 1, QLocale::ShortFormat), this);
    box->setAccessibleName(QLocale().dayName(day + 1));
    box->setChecked(programme.days >> day & 1);
    days_[static_cast<std::size_t>(day)] = box;
    days->addWidget(box);
    connect(box, &QCheckBox::toggled, this, &ProgrammeDialog::tend);
  }
  days->addStretch();

  minutes_->setRange(1, kMostMinutes);
  minutes_->setSuffix(tr(" min"));
  minutes_->setValue(programme.seconds > 0 ? (programme.seconds + 59) / 60 : 60);
  const bool length = !programme.until && programme.seconds > 0;
  (length ? byLength_ : byEnd_)->setChecked(true);
  from_->setAccessibleName(tr("Begins at"));
  to_->setAccessibleName(tr("Ends at"));
  minutes_->setAccessibleName(tr("Lasts"));
  auto* const end = new QHBoxLayout;
  end->addWidget(byEnd_);
  end->addWidget(to_);
  end->addSpacing(fontMetrics().averageCharWidth() * 2);
  end->addWidget(byLength_);
  end->addWidget(minutes_);
  end->addStretch();
  name_->setPlaceholderText(QStringLiteral("{service} {date} {time}"));
  name_->setToolTip(tr("What is in braces is filled in: {service}, {date}, {time}, {title}. A / makes folders."));
  wrong_->setWordWrap(true);
  wrong_->setTextFormat(Qt::PlainText);

  auto* const form = new QFormLayout;
  form->addRow(tr("&Station:"), station_);
  form->addRow(tr("Days:"), days);
  form->addRow(tr("F&rom:"), from_);
  form->addRow(QString(), end);
  form->addRow(tr("File &name:"), name_);
  auto* const layout = new QVBoxLayout(this);
  layout->addLayout(form);
  layout->addWidget(wrong_);
  layout->addWidget(buttons_);
  connect(station_, &QLineEdit::textChanged, this, &ProgrammeDialog::tend);
  connect(name_, &QLineEdit::textChanged, this, &ProgrammeDialog::tend);
  connect(byEnd_, &QRadioButton::toggled, this, &ProgrammeDialog::tend);
  connect(buttons_, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
  resize(fontMetrics().averageCharWidth() * 70, sizeHint().height());
  tend();
}

QString ProgrammeDialog::reference() const {
  const QString text = station_->text().trimmed();
  if (stations_)
    for (const Station& one : stations_->stations)
      if (one.name.compare(text, Qt::CaseInsensitive) == 0) return one.reference;
  return libreceiver::parse_service_reference(text.toStdString()) ? text : QString();
}

Programme ProgrammeDialog::programme() const {
  Programme programme = before_;
  programme.service = reference();
  programme.days = 0;
  for (std::size_t day = 0; day < days_.size(); ++day)
    if (days_[day]->isChecked()) programme.days |= 1u << day;
  programme.at = secondOf(from_->time());
  programme.until = byEnd_->isChecked() ? std::optional(secondOf(to_->time())) : std::nullopt;
  programme.seconds = byEnd_->isChecked() ? 0 : minutes_->value() * 60;
  programme.name = name_->text().trimmed();
  return programme;
}

void ProgrammeDialog::tend() {
  to_->setEnabled(byEnd_->isChecked());
  minutes_->setEnabled(byLength_->isChecked());
  const Programme now = programme();
  QString wrong;
  if (now.service.isEmpty())
    wrong = tr("Choose a station by its name or number.");
  else if (now.days == 0)
    wrong = tr("Choose at least one day.");
  else if (!now.name.isEmpty())
    if (const auto checked = libreceiver::check_name_pattern(now.name.toStdString()); !checked)
      wrong = QString::fromStdString(checked.error());
  wrong_->setText(wrong);
  buttons_->button(QDialogButtonBox::Ok)->setEnabled(wrong.isEmpty());
}

ScheduleDialog::ScheduleDialog(ScheduleController& schedule, std::function<StationTablePtr()> stations, QString folder,
                               QWidget* parent)
    : QDialog(parent),
      schedule_(schedule),
      stations_(std::move(stations)),
      folder_(std::move(folder)),
      list_(new QTreeWidget(this)),
      who_(new QLabel(this)),
      trouble_(new QLabel(this)),
      edit_(new QPushButton(tr("&Change…"), this)),
      remove_(new QPushButton(tr("&Remove"), this)) {
  setWindowTitle(tr("Schedule"));
  list_->setHeaderLabels({tr("Station"), tr("Days"), tr("From"), tr("Until"), tr("Next")});
  list_->setRootIsDecorated(false);
  list_->setAlternatingRowColors(true);
  list_->setAccessibleName(tr("What is recorded every week"));
  for (QLabel* label : {who_, trouble_}) {
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
  }
  auto* const add = new QPushButton(tr("&Add…"), this);
  auto* const keys = new QVBoxLayout;
  for (QPushButton* button : {add, edit_, remove_}) keys->addWidget(button);
  keys->addStretch();
  auto* const middle = new QHBoxLayout;
  middle->addWidget(list_, 1);
  middle->addLayout(keys);
  auto* const close = new QDialogButtonBox(QDialogButtonBox::Close, this);
  auto* const layout = new QVBoxLayout(this);
  layout->addLayout(middle, 1);
  layout->addWidget(trouble_);
  layout->addWidget(who_);
  layout->addWidget(close);
  connect(close, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(add, &QPushButton::clicked, this, [this] { this->add({}); });
  connect(edit_, &QPushButton::clicked, this, &ScheduleDialog::edit);
  connect(list_, &QTreeWidget::itemActivated, this, &ScheduleDialog::edit);
  connect(remove_, &QPushButton::clicked, this, &ScheduleDialog::remove);
  connect(list_, &QTreeWidget::itemSelectionChanged, this, [this] {
    for (QPushButton* button : {edit_, remove_}) button->setEnabled(list_->currentItem() != nullptr);
  });
  connect(&schedule_, &ScheduleController::changed, this, &ScheduleDialog::show_);
  resize(fontMetrics().averageCharWidth() * 100, fontMetrics().height() * 24);
  show_();
}

QString ScheduleDialog::nameOf(const QString& service) const {
  if (const StationTablePtr table = stations_())
    for (const Station& one : table->stations)
      if (one.reference == service) return one.name;
  return service;
}

void ScheduleDialog::show_() {
  list_->clear();
  const WallTime now = std::chrono::system_clock::now();
  for (std::size_t i = 0; i < schedule_.programmes().size(); ++i) {
    const Programme& one = schedule_.programmes()[i];
    const int end = one.until.value_or((one.at + one.seconds) % (24 * 3600));
    new QTreeWidgetItem(list_, {nameOf(one.service), daysText(one.days), timeText(one.at), timeText(end),
                                momentText(schedule_.next(i, now).begins)});
  }
  for (int column = 0; column < list_->columnCount(); ++column) list_->resizeColumnToContents(column);
  for (QPushButton* button : {edit_, remove_}) button->setEnabled(list_->currentItem() != nullptr);
  trouble_->setVisible(!schedule_.trouble().isEmpty());
  trouble_->setText(schedule_.trouble());
  who_->setText(
      schedule_.ownedElsewhere()
          ? tr("The recorder “joincast record --schedule” is running and records by this schedule; this window only "
               "changes it.")
          : tr("Recorded while this window is open. To record without it, run once: systemctl --user enable --now "
               "joincast-record. Only one of both records at a time."));
}

void ScheduleDialog::add(const Programme& programme) {
  Programme begin = programme;
  if (begin.at == 0 && !begin.until && begin.seconds == 0) begin.at = 20 * 3600;
  ProgrammeDialog dialog(begin, stations_(), this);
  if (dialog.exec() == Accepted) finish(schedule_.book().add(dialog.programme(), folder_));
}

void ScheduleDialog::edit() {
  const int index = list_->indexOfTopLevelItem(list_->currentItem());
  if (index < 0) return;
  ProgrammeDialog dialog(schedule_.programmes()[static_cast<std::size_t>(index)], stations_(), this);
  if (dialog.exec() == Accepted) finish(schedule_.book().replace(index, dialog.programme()));
}

void ScheduleDialog::remove() {
  const int index = list_->indexOfTopLevelItem(list_->currentItem());
  if (index >= 0) finish(schedule_.book().remove(index));
}

void ScheduleDialog::finish(const QString& trouble) {
  schedule_.reread();
  if (trouble.isEmpty()) return;
  trouble_->setText(trouble);
  trouble_->show();
}

}  // namespace joincast::ui
