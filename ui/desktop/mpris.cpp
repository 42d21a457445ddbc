// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/desktop/mpris.h"

#include <QCoreApplication>
#include <QDBusMessage>
#include <QUrl>
#include <utility>

#include "ui/control/player_controller.h"
#include "ui/desktop/mpris_adaptors.h"

namespace joincast::ui {

using namespace std::chrono;

Mpris::Mpris(QDBusConnection bus, PlayerController& player, QObject* parent)
    : QObject(parent), bus_(std::move(bus)), player_(player) {
  new MprisRoot(this);
  auto* const adaptor = new MprisPlayer(this);
  for (const auto change :
       {&PlayerController::stationChanged, &PlayerController::stationRecognised, &PlayerController::tuningChanged,
        &PlayerController::itemChanged, &PlayerController::volumeChanged, &PlayerController::shiftChanged})
    connect(&player_, change, this, &Mpris::tell);
  connect(&player_, &PlayerController::moved, adaptor, [this, adaptor] { Q_EMIT adaptor->Seeked(position()); });
  countTrack();
  told_ = properties();
  if (!bus_.isConnected()) return;
  bus_.registerObject(kPath, this, QDBusConnection::ExportAdaptors);
  service_ = kService;
  if (bus_.registerService(service_)) return;
  service_ = kService + QStringLiteral(".instance%1").arg(QCoreApplication::applicationPid());
  bus_.registerService(service_);
}

Mpris::~Mpris() {
  if (service_.isEmpty()) return;
  bus_.unregisterService(service_);
  bus_.unregisterObject(kPath);
}

void Mpris::setHasNeighbours(bool has) {
  neighbours_ = has;
  tell();
}

void Mpris::setCanReplay(bool can) {
  replay_ = can;
  tell();
}

/// Another title or station is another track.
void Mpris::countTrack() {
  const QString track = player_.station().key + QLatin1Char('\n') + player_.title();
  if (std::exchange(track_, track) != track) ++number_;
}

void Mpris::tell() {
  countTrack();
  QVariantMap now = properties(), changed;
  for (auto property = now.cbegin(); property != now.cend(); ++property)
    if (told_.value(property.key()) != property.value()) changed.insert(property.key(), property.value());
  told_ = std::move(now);
  if (changed.isEmpty() || service_.isEmpty()) return;
  QDBusMessage signal = QDBusMessage::createSignal(kPath, QStringLiteral("org.freedesktop.DBus.Properties"),
                                                   QStringLiteral("PropertiesChanged"));
  signal << kPlayerInterface << changed << QStringList();
  bus_.send(signal);
}

QString Mpris::status() const {
  switch (player_.tuning()) {
    case Tuning::silent:
    case Tuning::failed: return QStringLiteral("Stopped");
    case Tuning::paused: return QStringLiteral("Paused");
    default: return QStringLiteral("Playing");
  }
}

QVariantMap Mpris::metadata() const {
  QVariantMap data;
  const Station& station = player_.station();
  if (station.key.isEmpty()) {
    data[QStringLiteral("mpris:trackid")] =
        QVariant::fromValue(QDBusObjectPath(QStringLiteral("/org/mpris/MediaPlayer2/TrackList/NoTrack")));
    return data;
  }
  data[QStringLiteral("mpris:trackid")] =
      QVariant::fromValue(QDBusObjectPath(QStringLiteral("/org/joincast/Browser/track/%1").arg(number_)));
  data[QStringLiteral("xesam:album")] = station.name;
  const QStringList parts = player_.title().split(QStringLiteral(" - "));
  if (parts.size() == 2 && !parts[0].trimmed().isEmpty() && !parts[1].trimmed().isEmpty()) {
    data[QStringLiteral("xesam:artist")] = QStringList{parts[0].trimmed()};
    data[QStringLiteral("xesam:title")] = parts[1].trimmed();
  } else {
    data[QStringLiteral("xesam:title")] = player_.title().isEmpty() ? station.name : player_.title();
  }
  const QUrl icon(station.icon, QUrl::StrictMode);
  static const QStringList schemes{QStringLiteral("http"), QStringLiteral("https"), QStringLiteral("file")};
  if (icon.isValid() && schemes.contains(icon.scheme()))
    data[QStringLiteral("mpris:artUrl")] = icon.toString(QUrl::FullyEncoded);
  return data;
}

QVariantMap Mpris::properties() const {
  const bool asked = !player_.station().key.isEmpty();
  return {{QStringLiteral("PlaybackStatus"), status()},
          {QStringLiteral("Metadata"), metadata()},
          {QStringLiteral("Volume"), player_.muted() ? 0.0 : player_.volume() / 100.0},
          {QStringLiteral("CanGoNext"), neighbours_},
          {QStringLiteral("CanGoPrevious"), neighbours_},
          {QStringLiteral("CanPlay"), asked || replay_},
          {QStringLiteral("CanPause"), asked},
          {QStringLiteral("CanSeek"), player_.canShift()}};
}

qlonglong Mpris::position() const {
  if (!player_.since().isValid()) return 0;
  const qint64 heard = QDateTime::currentMSecsSinceEpoch() - player_.behind().count();
  return std::max<qint64>(0, heard - player_.since().toMSecsSinceEpoch()) * 1000;
}

void Mpris::setPosition(const QString& track, qlonglong position) {
  const auto id = metadata().value(QStringLiteral("mpris:trackid")).value<QDBusObjectPath>();
  if (position < 0 || track != id.path() || !player_.since().isValid()) return;
  const qint64 moment = player_.since().toMSecsSinceEpoch() + position / 1000;
  player_.toBehind(milliseconds(QDateTime::currentMSecsSinceEpoch() - moment));
}

void Mpris::play() {
  if (player_.station().key.isEmpty())
    Q_EMIT playLastWished();
  else
    player_.resume();
}

void MprisPlayer::setVolume(double volume) {
  mpris_->player().setVolume(static_cast<int>(std::clamp(volume, 0.0, 1.0) * 100 + 0.5));
}

void MprisPlayer::Next() {
  if (canGoNext()) mpris_->player().next();
}
void MprisPlayer::Previous() {
  if (canGoPrevious()) mpris_->player().previous();
}
void MprisPlayer::Pause() { mpris_->player().pause(); }
void MprisPlayer::PlayPause() {
  if (mpris_->player().station().key.isEmpty())
    mpris_->play();
  else
    mpris_->player().togglePause();
}
void MprisPlayer::Stop() { mpris_->player().stop(); }
void MprisPlayer::Play() { mpris_->play(); }
void MprisPlayer::Seek(qlonglong offset) {
  if (canSeek()) mpris_->player().back(duration_cast<milliseconds>(microseconds(-offset)));
}
void MprisPlayer::SetPosition(const QDBusObjectPath& track, qlonglong position) {
  if (canSeek()) mpris_->setPosition(track.path(), position);
}

}  // namespace joincast::ui
