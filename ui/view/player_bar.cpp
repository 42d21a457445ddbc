// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/player_bar.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QSlider>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/control/player_controller.h"

namespace joincast::ui {

PlayerBar::PlayerBar(PlayerController& player, QWidget* parent)
    : QWidget(parent),
      player_(player),
      more_(new QHBoxLayout),
      station_(new QLabel(this)),
      title_(new QLabel(this)),
      pause_(new QToolButton(this)),
      stop_(new QToolButton(this)),
      volume_(new QSlider(Qt::Horizontal, this)) {
  for (QLabel* label : {station_, title_}) label->setTextFormat(Qt::PlainText);
  pause_->setIcon(style()->standardIcon(QStyle::SP_MediaPause));
  pause_->setAccessibleName(tr("Pause"));
  stop_->setIcon(style()->standardIcon(QStyle::SP_MediaStop));
  stop_->setAccessibleName(tr("Stop"));
  volume_->setRange(0, 100);
  volume_->setValue(player_.volume());
  volume_->setAccessibleName(tr("Volume"));
  volume_->setMaximumWidth(160);
  auto* const texts = new QVBoxLayout;
  texts->addWidget(station_);
  texts->addWidget(title_);
  auto* const layout = new QHBoxLayout(this);
  layout->addWidget(pause_);
  layout->addWidget(stop_);
  layout->addLayout(texts, 1);
  layout->addLayout(more_);
  layout->addWidget(volume_);
  connect(pause_, &QToolButton::clicked, &player_, &PlayerController::togglePause);
  connect(stop_, &QToolButton::clicked, &player_, &PlayerController::stop);
  connect(volume_, &QSlider::valueChanged, &player_, &PlayerController::setVolume);
  connect(&player_, &PlayerController::stationChanged, this, &PlayerBar::show_);
  connect(&player_, &PlayerController::tuningChanged, this, &PlayerBar::show_);
  connect(&player_, &PlayerController::itemChanged, this, &PlayerBar::show_);
  show_();
}

void PlayerBar::addAction(QAction* action) {
  auto* const button = new QToolButton(this);
  button->setDefaultAction(action);
  button->setAutoRaise(true);
  button->setAccessibleName(action->text().remove(QLatin1Char('&')));
  more_->addWidget(button);
}

void PlayerBar::show_() {
  const bool silent = player_.tuning() == Tuning::silent;
  station_->setText(silent ? tr("Nothing plays") : player_.station().name);
  title_->setText(player_.why().isEmpty() ? player_.title() : player_.why());
  pause_->setEnabled(!silent);
  stop_->setEnabled(!silent);
}

}  // namespace joincast::ui
