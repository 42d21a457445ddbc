// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QDialog>

#include "libreceiver/diagnosis.h"

class QLabel;
class QPushButton;
class QTextBrowser;

namespace joincast::ui {

/// Why a service is heard, or is not: what was looked at, what was found, what it means, what to do.
class WhyDialog : public QDialog {
  Q_OBJECT

 public:
  explicit WhyDialog(QWidget* parent = nullptr);

  void setDiagnosis(const QString& station, const libreceiver::Diagnosis& diagnosis);

 Q_SIGNALS:
  void reportWished();  ///< into the clipboard
  void lookWished();    ///< once more

 private:
  QLabel* station_;
  QLabel* standing_;
  QTextBrowser* findings_;
};

/// The findings as simple HTML; what strangers say in it is escaped.
QString diagnosisHtml(const libreceiver::Diagnosis& diagnosis);

}  // namespace joincast::ui
