// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QWidget>

class QAction;
class QHBoxLayout;
class QLabel;
class QSlider;
class QToolButton;

namespace joincast::ui {

class PlayerController;

/// What plays, and the keys of a player; at the window's foot.
class PlayerBar : public QWidget {
  Q_OBJECT

 public:
  explicit PlayerBar(PlayerController& player, QWidget* parent = nullptr);

  /// A button of the action beside the player's own, as to record what plays.
  void addAction(QAction* action);

 private:
  void show_();

  PlayerController& player_;
  QHBoxLayout* more_;  // buttons of others
  QLabel* station_;
  QLabel* title_;
  QToolButton* pause_;
  QToolButton* stop_;
  QSlider* volume_;
};

}  // namespace joincast::ui
