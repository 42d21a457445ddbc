// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/control/player_controller.h"

#include <algorithm>
#include <type_traits>
#include <utility>
#include <variant>

#include "libreceiver/service_reference.h"

namespace joincast::ui {
namespace {

using namespace std::chrono;

QDateTime toDateTime(const std::optional<WallTime>& time) {
  if (!time) return {};
  return QDateTime::fromMSecsSinceEpoch(duration_cast<milliseconds>(time->time_since_epoch()).count());
}

}  // namespace

PlayerController::PlayerController(QObject* parent) : QObject(parent) {
  settle_.setSingleShot(true);
  settle_.setInterval(kSettle);
  patience_.setSingleShot(true);
  patience_.setInterval(kPatience);
  connect(&settle_, &QTimer::timeout, this, &PlayerController::begin);
  connect(&patience_, &QTimer::timeout, this, [this] {
    if (tuning_ == Tuning::asking) enter(Tuning::failed, tr("Nothing came. Is there a headend on this network?"));
    if (tuning_ == Tuning::answered) enter(Tuning::failed, tr("Packets come, but nothing says what they are."));
  });
}

void PlayerController::play(const Station& station) {
  zap(station);
  begin();
}

void PlayerController::zap(const Station& station) {
  const bool another = station.key != station_.key;
  station_ = station;
  forgetItem();
  if (another) Q_EMIT stationChanged();
  enter(Tuning::asking);
  settle_.start();
}

void PlayerController::replay() {
  if (!station_.key.isEmpty()) play(Station(station_));
}

void PlayerController::begin() {
  settle_.stop();
  const auto reference = libreceiver::parse_service_reference(station_.reference.toStdString());
  if (!reference) {
    Q_EMIT stopWished();
    return enter(Tuning::failed, tr("“%1” names no service: %2.")
                                     .arg(station_.reference, QString::fromUtf8(to_string(reference.error()).data())));
  }
  PlayRequest request{*reference, network_.wishes(), station_.description.toStdString(), {}};
  if (!reference->interface.empty()) request.wishes.interface.clear();  // the reference says it
  if (!reference->number) request.wishes.prefix.reset(), request.wishes.family.reset();
  patience_.start();
  Q_EMIT playWished(request);
}

void PlayerController::stop() {
  settle_.stop();
  patience_.stop();
  station_ = {};
  forgetItem();
  Q_EMIT stopWished();
  Q_EMIT stationChanged();
  enter(Tuning::silent);
}

void PlayerController::togglePause() {
  if (tuning_ == Tuning::paused)
    Q_EMIT resumeWished();
  else if (tuning_ == Tuning::playing || tuning_ == Tuning::buffering || tuning_ == Tuning::stalled)
    Q_EMIT pauseWished();
  else
    replay();
}

void PlayerController::setVolume(int per_cent) {
  volume_ = std::clamp(per_cent, 0, 200);
  muted_ = false;
  tellVolume();
}

void PlayerController::setMuted(bool muted) {
  muted_ = muted;
  tellVolume();
}

void PlayerController::tellVolume() {
  Q_EMIT volumeWished(muted_ ? 0.0f : static_cast<float>(volume_) / 100.0f);
  Q_EMIT volumeChanged();
}

void PlayerController::handleEvent(const libreceiver::Event& event) {
  if (settle_.isActive()) return;  // about what was played before
  using namespace libreceiver;
  std::visit(
      [this](const auto& what) {
        using What = std::decay_t<decltype(what)>;
        if constexpr (std::is_same_v<What, Described> || std::is_same_v<What, MediaCame>) {
          if (tuning_ == Tuning::asking) enter(Tuning::answered);
        } else if constexpr (std::is_same_v<What, Bound>) {
          if (tuning_ == Tuning::asking || tuning_ == Tuning::answered) enter(Tuning::buffering);
        } else if constexpr (std::is_same_v<What, SoundBegan>) {
          soundTrouble_.clear();
          if (tuning_ != Tuning::paused) enter(Tuning::playing);
        } else if constexpr (std::is_same_v<What, ItemChanged>) {
          title_ = QString::fromStdString(what.item.title);
          link_ = QString::fromStdString(what.item.link);
          since_ = toDateTime(what.item.since);
          Q_EMIT itemChanged();
        } else if constexpr (std::is_same_v<What, Stalled>) {
          enter(Tuning::stalled, tr("Nothing comes any more."));
        } else if constexpr (std::is_same_v<What, Resumed>) {
          enter(Tuning::playing);
        } else if constexpr (std::is_same_v<What, Unplayable>) {
          enter(Tuning::failed, QString::fromStdString(what.reason));
        } else if constexpr (std::is_same_v<What, SoundFailed>) {
          enter(Tuning::failed, QString::fromStdString(what.message));
        } else if constexpr (std::is_same_v<What, SrtpTrouble>) {
          enter(Tuning::failed, QString::fromStdString(what.message));
        }
      },
      event.what);
}

void PlayerController::handleFigures(const libreceiver::Snapshot& snapshot) {
  if (settle_.isActive()) return;
  if (snapshot.shift.paused && (tuning_ == Tuning::playing || tuning_ == Tuning::buffering)) enter(Tuning::paused);
  if (!snapshot.shift.paused && tuning_ == Tuning::paused) enter(Tuning::playing);
}

void PlayerController::handleFailure(const QString& message) {
  if (!settle_.isActive()) enter(Tuning::failed, message);
}

void PlayerController::enter(Tuning tuning, const QString& why) {
  if (tuning != Tuning::asking && tuning != Tuning::answered) patience_.stop();
  if (tuning == tuning_ && why == why_) return;
  tuning_ = tuning;
  why_ = why;
  Q_EMIT tuningChanged();
}

void PlayerController::forgetItem() {
  title_.clear();
  link_.clear();
  since_ = {};
  Q_EMIT itemChanged();
}

}  // namespace joincast::ui
