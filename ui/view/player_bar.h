// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QAction;
class QHBoxLayout;
class QMenu;
class QSlider;
class QToolButton;

namespace joincast::ui {

class ElidedLabel;
class PlayerController;
class SeekLine;
class StationTile;

/// What plays, and the keys of a player; at the window's foot.
class PlayerBar : public QWidget {
  Q_OBJECT

 public:
  explicit PlayerBar(PlayerController& player, QWidget* parent = nullptr);

  /// A button of the action beside the player's own, as to record what plays.
  void addAction(QAction* action);
  /// The button at the right end shows this menu.
  void setSleepMenu(QMenu* menu);
  void setSleepText(const QString& text);  ///< how long until it ends; empty: it does not

 Q_SIGNALS:
  void linkWished(const QString& address);  ///< http or https; somebody clicked it

 private:
  QToolButton* button(const char* icon, const QString& name);
  void layOut();
  void connectAll();
  void showItem();
  void showTuning();
  void showShift();
  void showVolume();
  QString stateText() const;

  PlayerController& player_;
  QHBoxLayout* more_;  // buttons of others
  SeekLine* line_;
  StationTile* tile_;
  QWidget* titles_;  // a row that is there if it has anything: an empty one would take all room
  ElidedLabel* station_;
  ElidedLabel* title_;
  ElidedLabel* state_;
  QToolButton *link_, *back_, *song_, *pause_, *stop_, *live_, *mute_, *sleep_;
  QSlider* volume_;
  QTimer clock_;  // for how long the item has been on
};

}  // namespace joincast::ui
