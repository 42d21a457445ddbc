// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace joincast::ui {

class FileKeyRing;

/// The files with the keys of enciphered services.
class KeysPage : public QWidget {
  Q_OBJECT

 public:
  /// `keys` must outlive it.
  explicit KeysPage(FileKeyRing& keys, QWidget* parent = nullptr);

 private:
  void show_();
  void add();
  void remove();

  FileKeyRing& keys_;
  QTreeWidget* list_;
  QLineEdit* service_;
  QPushButton* remove_;
  QLabel* wrong_;
};

}  // namespace joincast::ui
