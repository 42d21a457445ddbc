// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QWidget>

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

 private:
  void show_();

  PlayerController& player_;
  QLabel* station_;
  QLabel* title_;
  QToolButton* pause_;
  QToolButton* stop_;
  QSlider* volume_;
};

}  // namespace joincast::ui
