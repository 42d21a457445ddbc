// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QDialog>

class QListWidget;
class QStackedWidget;

namespace joincast::ui {

/// Pages of settings, with their names beside them. What is changed in them holds at once.
class SettingsDialog : public QDialog {
  Q_OBJECT

 public:
  explicit SettingsDialog(QWidget* parent = nullptr);

  /// Takes the widget. `icon` is one of ui/icons. In the order of the calls.
  void addPage(QWidget* page, const QString& name, const char* icon);
  void showPage(const QWidget* page);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  QListWidget* names_;
  QStackedWidget* pages_;
};

}  // namespace joincast::ui
