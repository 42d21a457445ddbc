// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace joincast::ui {

/// What stands where the list will be while nothing has been heard: what Joincast is, what is wrong if anything is,
/// and what can be done.
class Welcome : public QWidget {
  Q_OBJECT

 public:
  explicit Welcome(QWidget* parent = nullptr);

  /// In place of "looking for stations"; empty: nothing is wrong.
  void setTrouble(const QString& sentence);

 Q_SIGNALS:
  void networkWished();
  void addressWished();
  void openWished();
  void serviceWished(QString reference);  ///< as it was typed in

 private:
  QLabel* state_;
  QLineEdit* service_;
};

}  // namespace joincast::ui
