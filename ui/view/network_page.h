// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace joincast::ui {

class NetworkController;

/// Which network stations come from, and which headends are on it. What is changed here holds at once.
class NetworkPage : public QWidget {
  Q_OBJECT

 public:
  /// `network` must outlive it.
  explicit NetworkPage(NetworkController& network, QWidget* parent = nullptr);

  /// Where a headend's address is typed in.
  QLineEdit& address() noexcept { return *address_; }

 public Q_SLOTS:
  /// What came of askWished(): the headend at `url` is taken, or `why` not.
  void handleAnswer(const QString& url, const QString& why);

 Q_SIGNALS:
  void askWished(QString url);  ///< whether there is a headend's guide

 private:
  QWidget* makeLinks();
  QWidget* makeHeadends();
  QWidget* makeGroups();
  void showLinks();
  void showHeadends();
  void showChoice();
  void chooseLink();
  void add();
  void remove();
  void chooseGroups();
  void tell(const QString& sentence, bool wrong);

  NetworkController& network_;
  QTreeWidget* links_;
  QTreeWidget* headends_;
  QLineEdit* address_;
  QPushButton* add_;
  QPushButton* remove_;
  QLineEdit* prefix_;
  QLineEdit* pool_;
  QComboBox* family_;
  QCheckBox* announcements_;
  QLabel* answer_;
  bool showing_ = false;  // what is chosen just now was chosen by us
};

}  // namespace joincast::ui
