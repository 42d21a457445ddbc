// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QDialog>
#include <array>
#include <optional>

#include "ui/control/alarm_clock.h"

class QCheckBox;
class QLabel;
class QPushButton;
class QTimeEdit;

namespace joincast::ui {

/// Sets the alarm clock: whether, when, on which days and with what.
class AlarmDialog : public QDialog {
  Q_OBJECT

 public:
  /// `chosen`: what plays now, or played last; the alarm can be set to it.
  AlarmDialog(const Alarm& alarm, const std::optional<Station>& chosen, QWidget* parent = nullptr);

  Alarm alarm() const;

 private:
  void layOut(QWidget* days);
  void refresh();

  std::optional<Station> station_, chosen_;
  QCheckBox* on_;
  QTimeEdit* time_;
  std::array<QCheckBox*, 7> days_{};
  QLabel* name_;
  QPushButton* take_;
  QLabel* next_;
  QPushButton* ok_ = nullptr;
};

}  // namespace joincast::ui
