// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/player_bar.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QSlider>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/control/player_controller.h"
#include "ui/view/durations.h"
#include "ui/view/elided_label.h"
#include "ui/view/icons.h"
#include "ui/view/seek_line.h"
#include "ui/view/station_tile.h"

namespace joincast::ui {

using namespace std::chrono;

PlayerBar::PlayerBar(PlayerController& player, QWidget* parent)
    : QWidget(parent),
      player_(player),
      more_(new QHBoxLayout),
      line_(new SeekLine(this)),
      tile_(new StationTile(this)),
      titles_(new QWidget(this)),
      station_(new ElidedLabel(this)),
      title_(new ElidedLabel(this)),
      state_(new ElidedLabel(this)),
      link_(button("link", tr("Open the title’s web page"))),
      back_(button("back10", tr("Back ten seconds"))),
      song_(button("song-start", tr("To the start of the song"))),
      pause_(button("pause", tr("Pause"))),
      stop_(button("stop", tr("Stop"))),
      live_(button("live", tr("To what is sent now"))),
      mute_(button("volume", tr("Mute"))),
      sleep_(button("sleep", tr("Sleep timer"))),
      volume_(new QSlider(Qt::Horizontal, this)) {
  QFont bold = station_->font();
  bold.setBold(true);
  station_->setFont(bold);
  state_->setForegroundRole(QPalette::PlaceholderText);
  const int large = style()->pixelMetric(QStyle::PM_LargeIconSize);
  pause_->setIconSize({large, large});
  live_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  mute_->setCheckable(true);
  sleep_->setPopupMode(QToolButton::InstantPopup);
  sleep_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  sleep_->hide();
  volume_->setRange(0, 100);
  volume_->setPageStep(10);
  volume_->setAccessibleName(tr("Volume"));
  volume_->setFixedWidth(fontMetrics().averageCharWidth() * 16);
  layOut();
  connectAll();
  showTuning();
  showItem();
  showShift();
  showVolume();
}

QToolButton* PlayerBar::button(const char* name, const QString& text) {
  auto* const button = new QToolButton(this);
  const int size = style()->pixelMetric(QStyle::PM_ButtonIconSize) * 5 / 4;
  button->setIcon(icon(name));
  button->setIconSize({size, size});
  button->setAutoRaise(true);
  button->setToolTip(text);
  button->setAccessibleName(text);
  return button;
}

void PlayerBar::layOut() {
  auto* const titles = new QHBoxLayout(titles_);
  titles->setContentsMargins({});
  titles->addWidget(title_, 1);
  titles->addWidget(link_);
  auto* const texts = new QVBoxLayout;
  texts->setSpacing(0);
  texts->addStretch();
  texts->addWidget(station_);
  texts->addWidget(titles_);
  texts->addWidget(state_);
  texts->addStretch();
  auto* const keys = new QHBoxLayout;
  keys->setSpacing(0);
  for (QToolButton* const one : {song_, back_, pause_, stop_, live_}) keys->addWidget(one);
  keys->addLayout(more_);
  more_->setSpacing(0);
  auto* const sound = new QHBoxLayout;
  sound->setSpacing(0);
  for (QWidget* const one : std::initializer_list<QWidget*>{mute_, volume_, sleep_}) sound->addWidget(one);
  const int gap = fontMetrics().averageCharWidth() * 2;
  auto* const row = new QHBoxLayout;
  row->setSpacing(gap);
  row->addWidget(tile_);
  row->addLayout(texts, 1);
  row->addLayout(keys);
  row->addLayout(sound);
  auto* const column = new QVBoxLayout(this);
  column->setSpacing(gap / 4);
  column->setContentsMargins(gap / 2, gap / 4, gap / 2, gap / 2);
  column->addWidget(line_);
  column->addLayout(row);
}

void PlayerBar::connectAll() {
  connect(pause_, &QToolButton::clicked, &player_, &PlayerController::togglePause);
  connect(stop_, &QToolButton::clicked, &player_, &PlayerController::stop);
  connect(back_, &QToolButton::clicked, &player_, &PlayerController::backALittle);
  connect(song_, &QToolButton::clicked, &player_, &PlayerController::toSongStart);
  connect(live_, &QToolButton::clicked, &player_, &PlayerController::toLive);
  connect(line_, &SeekLine::behindWished, &player_, &PlayerController::toBehind);
  connect(mute_, &QToolButton::clicked, &player_, &PlayerController::setMuted);
  connect(volume_, &QSlider::valueChanged, &player_, &PlayerController::setVolume);
  connect(link_, &QToolButton::clicked, this, [this] { Q_EMIT linkWished(player_.link()); });
  connect(&player_, &PlayerController::stationChanged, this, &PlayerBar::showTuning);
  connect(&player_, &PlayerController::stationRecognised, this, &PlayerBar::showTuning);
  connect(&player_, &PlayerController::tuningChanged, this, &PlayerBar::showTuning);
  connect(&player_, &PlayerController::itemChanged, this, &PlayerBar::showItem);
  connect(&player_, &PlayerController::shiftChanged, this, &PlayerBar::showShift);
  connect(&player_, &PlayerController::volumeChanged, this, &PlayerBar::showVolume);
  clock_.setInterval(seconds(1));
  connect(&clock_, &QTimer::timeout, this, [this] { state_->setText(stateText()); });
}

void PlayerBar::addAction(QAction* action) {
  auto* const added = button("record", action->text().remove(QLatin1Char('&')));
  added->setDefaultAction(action);
  added->setAccessibleName(action->text().remove(QLatin1Char('&')));
  more_->addWidget(added);
}

void PlayerBar::setSleepMenu(QMenu* menu) {
  sleep_->setMenu(menu);
  sleep_->show();
}

void PlayerBar::setSleepText(const QString& text) {
  sleep_->setText(text);
  sleep_->setAccessibleDescription(text.isEmpty() ? QString() : tr("Stops in %1").arg(text));
}

QString PlayerBar::stateText() const {
  switch (player_.tuning()) {
    case Tuning::silent: return tr("Choose a station above, and press Enter.");
    case Tuning::asking: return tr("Asking for it…");
    case Tuning::answered: return tr("It answers…");
    case Tuning::buffering: return tr("Getting the sound ready…");
    case Tuning::paused: return tr("Paused");
    case Tuning::stalled: return tr("Nothing comes");
    case Tuning::failed: return tr("It does not play");
    case Tuning::playing: break;
  }
  if (!player_.since().isValid() || player_.title().isEmpty()) return tr("Playing");
  const QDateTime heard = QDateTime::currentDateTime().addMSecs(-player_.behind().count());
  return tr("Playing · %1 of it, since %2")
      .arg(asClock(seconds(player_.since().secsTo(heard))),
           QLocale().toString(player_.since().time(), QLocale::ShortFormat));
}

void PlayerBar::showTuning() {
  const Tuning tuning = player_.tuning();
  const bool silent = tuning == Tuning::silent;
  station_->setText(silent ? tr("Nothing plays") : player_.station().name);
  tile_->setName(player_.station().name);
  const bool plays = !silent && tuning != Tuning::paused && tuning != Tuning::failed;
  const QString text = plays ? tr("Pause") : tr("Play");
  pause_->setIcon(icon(plays ? "pause" : "play"));
  pause_->setToolTip(text);
  pause_->setAccessibleName(text);
  pause_->setEnabled(!silent);
  stop_->setEnabled(!silent);
  state_->setText(stateText());
  if (plays)
    clock_.start();
  else
    clock_.stop();
  showItem();
  showShift();
}

void PlayerBar::showItem() {
  title_->setText(player_.why().isEmpty() ? player_.title() : player_.why());
  link_->setVisible(!player_.link().isEmpty());
  titles_->setVisible(!title_->text().isEmpty() || !player_.link().isEmpty());
  link_->setToolTip(tr("Open %1").arg(player_.link()));
  state_->setText(stateText());
}

void PlayerBar::showShift() {
  const bool can = player_.canShift();
  line_->setPlace(player_.behind(), player_.kept());
  line_->setEnabled(can);
  back_->setEnabled(can);
  song_->setEnabled(can && !player_.title().isEmpty());
  const bool live = player_.isLive();
  live_->setEnabled(can && !live);
  live_->setText(!can || live ? tr("LIVE") : tr("−%1").arg(asClock(duration_cast<seconds>(player_.behind()))));
  live_->setAccessibleDescription(
      live ? tr("What is sent now is heard.")
           : tr("%1 behind what is sent now").arg(asClock(duration_cast<seconds>(player_.behind()))));
}

void PlayerBar::showVolume() {
  const QSignalBlocker blocker(volume_);
  volume_->setValue(player_.volume());
  volume_->setToolTip(tr("Volume %1 %").arg(player_.volume()));
  const QString text = player_.muted() ? tr("Sound on") : tr("Mute");
  mute_->setChecked(player_.muted());
  mute_->setIcon(icon(player_.muted() ? "mute" : "volume"));
  mute_->setToolTip(text);
  mute_->setAccessibleName(text);
}

}  // namespace joincast::ui
