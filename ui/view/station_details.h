// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QDialog>
#include <QList>
#include <QPair>

namespace joincast::ui {

/// What is known of a station, name and value a line; can be copied.
class StationDetails : public QDialog {
  Q_OBJECT

 public:
  using Lines = QList<QPair<QString, QString>>;

  StationDetails(const QString& name, const Lines& lines, QWidget* parent = nullptr);
};

}  // namespace joincast::ui
