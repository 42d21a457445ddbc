// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QDialog>
#include <functional>

#include "ui/bridge/schedule_book.h"
#include "ui/model/station.h"

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QSpinBox;
class QTimeEdit;
class QTreeWidget;

namespace joincast::ui {

class ScheduleController;

/// One programme: station, days, times, name.
class ProgrammeDialog : public QDialog {
  Q_OBJECT

 public:
  /// `stations`: what may be chosen by name.
  ProgrammeDialog(const Programme& programme, StationTablePtr stations, QWidget* parent = nullptr);

  Programme programme() const;

 private:
  QString reference() const;  ///< what joins the station that is written; empty: nobody knows
  void tend();

  Programme before_;
  StationTablePtr stations_;
  QLineEdit* station_;
  std::array<QCheckBox*, 7> days_{};
  QTimeEdit* from_;
  QRadioButton* byEnd_;
  QRadioButton* byLength_;
  QTimeEdit* to_;
  QSpinBox* minutes_;
  QLineEdit* name_;
  QLabel* wrong_;
  QDialogButtonBox* buttons_;
};

/// What is recorded week after week.
class ScheduleDialog : public QDialog {
  Q_OBJECT

 public:
  ScheduleDialog(ScheduleController& schedule, std::function<StationTablePtr()> stations, QString folder,
                 QWidget* parent = nullptr);

  void add(const Programme& programme);  ///< asks for the rest, then writes it down

 private:
  void show_();
  void edit();
  void remove();
  void finish(const QString& trouble);
  QString nameOf(const QString& service) const;

  ScheduleController& schedule_;
  std::function<StationTablePtr()> stations_;
  QString folder_;
  QTreeWidget* list_;
  QLabel* who_;
  QLabel* trouble_;
  QPushButton* edit_;
  QPushButton* remove_;
};

}  // namespace joincast::ui
