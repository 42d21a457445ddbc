// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/control/player_controller.h"

#include <algorithm>
#include <utility>

#include "libreceiver/service_reference.h"

namespace joincast::ui {

using namespace std::chrono;

namespace {

constexpr milliseconds kFigures{500};  // one cannot come to lag so much between two figures

}  // namespace

PlayerController::PlayerController(QObject* parent) : QObject(parent) {
  settle_.setSingleShot(true);
  settle_.setInterval(kSettle);
  patience_.setSingleShot(true);
  connect(&settle_, &QTimer::timeout, this, &PlayerController::begin);
  connect(&patience_, &QTimer::timeout, this, &PlayerController::giveUp);
}

void PlayerController::play(const Station& station) {
  zap(Station(station));
  begin();
}

void PlayerController::zap(const Station& station) {
  const bool another = station.key != station_.key;
  station_ = station;
  forgetService();
  if (another) Q_EMIT stationChanged();
  enter(Tuning::asking);
  settle_.start();
}

void PlayerController::replay() {
  if (!station_.key.isEmpty()) play(station_);
}

void PlayerController::recognise(const Station& station) {
  if (station_.key.isEmpty() || station == station_) return;
  if (const auto given = given_.constFind(station_.key); given != given_.constEnd()) {
    const SrtpKey key = *given;
    given_.insert(station.key, key);
  }
  const QString reference = station_.reference, description = station_.description;
  station_ = station;
  station_.reference = reference;
  if (!description.isEmpty()) station_.description = description;
  Q_EMIT stationRecognised();
}

void PlayerController::begin() {
  settle_.stop();
  const auto reference = libreceiver::parse_service_reference(station_.reference.toStdString());
  if (!reference) {
    Q_EMIT stopWished();
    broken_ = true;
    return enter(Tuning::failed, tr("“%1” names no service: %2.")
                                     .arg(station_.reference, QString::fromUtf8(to_string(reference.error()).data())));
  }
  PlayRequest request{*reference, network_.wishes(), station_.description.toStdString(), {}};
  if (!reference->interface.empty()) request.wishes.interface.clear();  // the reference says it
  if (!reference->number) request.wishes.prefix.reset(), request.wishes.family.reset();
  if (const auto given = given_.constFind(station_.key); given != given_.constEnd()) {
    request.srtp_key = *given;
  } else if (keys_) {
    KeyRing::Answer answer = keys_->keyFor(station_);
    if (!answer.trouble.isEmpty()) {
      Q_EMIT stopWished();
      broken_ = true;
      return enter(Tuning::failed, answer.trouble);
    }
    request.srtp_key = std::move(answer.key);
  }
  patience_.start(kPatience);
  Q_EMIT playWished(request);
}

void PlayerController::stop() {
  settle_.stop();
  patience_.stop();
  station_ = {};
  forgetService();
  Q_EMIT stopWished();
  Q_EMIT stationChanged();
  enter(Tuning::silent);
}

void PlayerController::togglePause() {
  if (tuning_ == Tuning::paused || tuning_ == Tuning::failed)
    resume();
  else
    pause();
}

void PlayerController::pause() {
  if (tuning_ == Tuning::silent || tuning_ == Tuning::paused || tuning_ == Tuning::failed) return;
  if (canShift())
    Q_EMIT pauseWished();
  else
    hold();
}

/// Where nothing is kept a pause leaves the group.
void PlayerController::hold() {
  settle_.stop();
  left_ = true;
  Q_EMIT stopWished();
  enter(Tuning::paused);
}

void PlayerController::resume() {
  if (tuning_ == Tuning::paused && left_)
    replay();
  else if (tuning_ == Tuning::paused)
    Q_EMIT resumeWished();
  else if (tuning_ == Tuning::failed)
    replay();
}

void PlayerController::next() { Q_EMIT nextWished(); }

void PlayerController::previous() { Q_EMIT previousWished(); }

void PlayerController::setVolume(int per_cent) {
  volume_ = std::clamp(per_cent, 0, 200);
  muted_ = false;
  tellVolume();
  Q_EMIT volumeChanged();
}

void PlayerController::setMuted(bool muted) {
  muted_ = muted;
  tellVolume();
  Q_EMIT volumeChanged();
}

void PlayerController::setFade(double factor) {
  if (std::exchange(fade_, std::clamp(factor, 0.0, 1.0)) != fade_) tellVolume();
}

void PlayerController::tellVolume() {
  Q_EMIT volumeWished(muted_ ? 0.0f : static_cast<float>(fade_ * volume_ / 100.0));
}

void PlayerController::back(milliseconds time) {
  if (!isPlayable()) return;
  moving_ = true;
  Q_EMIT backWished(time);
}

void PlayerController::toBehind(milliseconds behind) {
  if (behind <= milliseconds::zero())
    toLive();
  else
    back(std::min(behind, kept_) - behind_);
}

void PlayerController::toSongStart() {
  if (!isPlayable()) return;
  moving_ = true;
  Q_EMIT songStartWished();
}

void PlayerController::toLive() {
  if (!isPlayable()) return;
  moving_ = true;
  Q_EMIT liveWished();
}

void PlayerController::handleFigures(const libreceiver::Snapshot& snapshot) {
  if (settle_.isActive() || tuning_ == Tuning::silent || left_) return;
  const auto& shift = snapshot.shift;
  if (shift.paused && isPlayable()) enter(Tuning::paused);
  if (!shift.paused && tuning_ == Tuning::paused) enter(Tuning::playing);
  const auto behind = duration_cast<milliseconds>(shift.behind), kept = duration_cast<milliseconds>(shift.kept);
  const bool jumped = abs(behind - behind_) > kFigures;
  const bool changed = behind != behind_ || kept != kept_ || shift.live != live_;
  behind_ = behind;
  kept_ = kept;
  live_ = shift.live && !shift.paused;
  if (changed) Q_EMIT shiftChanged();
  if (moving_ && jumped) {
    moving_ = false;
    Q_EMIT moved();
  }
}

void PlayerController::handleFailure(const QString& message) {
  if (settle_.isActive()) return;
  broken_ = true;
  QString sentence = message.trimmed();
  if (!sentence.isEmpty()) sentence[0] = sentence[0].toUpper();
  if (!sentence.endsWith(QLatin1Char('.'))) sentence += QLatin1Char('.');
  enter(Tuning::failed, sentence);
}

void PlayerController::giveUp() {
  if (tuning_ != Tuning::asking && tuning_ != Tuning::answered) return;
  if (came_)
    enter(Tuning::failed, tr("Packets come, but nothing says what they are. The headend’s announcements may not get "
                             "through: try again, or ask who looks after this network."));
  else if (atWork_)
    enter(Tuning::failed, tr("The headend is still waiting for this station. It plays here as soon as it comes; or "
                             "choose another one."));
  else if (described_)
    enter(Tuning::failed, tr("The station was announced, but no sound came. Try again; if it stays so, the network "
                             "may hold its packets back."));
  else
    enter(Tuning::failed, tr("Nothing came. Check that a headend serves this network and that the right network is "
                             "chosen, then try again."));
}

void PlayerController::stall() {
  if (tuning_ == Tuning::paused || tuning_ == Tuning::failed) return;
  enter(Tuning::stalled, ended_.isEmpty() ? tr("Nothing comes any more. It plays on when it comes back.") : ended_);
}

void PlayerController::enter(Tuning tuning, const QString& why) {
  if (tuning != Tuning::asking && tuning != Tuning::answered) patience_.stop();
  if (tuning == tuning_ && why == why_) return;
  tuning_ = tuning;
  why_ = why;
  Q_EMIT tuningChanged();
}

void PlayerController::forgetService() {
  title_.clear();
  link_.clear();
  since_ = {};
  ended_.clear();
  described_ = came_ = atWork_ = pictures_ = broken_ = left_ = moving_ = false;
  behind_ = kept_ = {};
  live_ = true;
  Q_EMIT itemChanged();
  Q_EMIT shiftChanged();
}

}  // namespace joincast::ui
