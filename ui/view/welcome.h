// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QWidget>

class QLineEdit;

namespace joincast::ui {

/// What stands where the list will be while nothing has been heard: what Joincast is, and what can be done. What is
/// wrong stands above every page.
class Welcome : public QWidget {
  Q_OBJECT

 public:
  explicit Welcome(QWidget* parent = nullptr);

 Q_SIGNALS:
  void networkWished();
  void addressWished();
  void openWished();
  void serviceWished(QString reference);  ///< as it was typed in

 private:
  QLineEdit* service_;
};

}  // namespace joincast::ui
