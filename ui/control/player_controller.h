// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QDateTime>
#include <QObject>
#include <QString>
#include <QTimer>
#include <chrono>

#include "libreceiver/receiver.h"
#include "libreceiver/resolve.h"
#include "ui/bridge/network_choice.h"
#include "ui/bridge/player_side.h"
#include "ui/model/station.h"

namespace joincast::ui {

/// How far the service that was asked for has come.
enum class Tuning : std::uint8_t {
  silent,     ///< nothing was asked for
  asking,     ///< joined, or about to be; nothing has come
  answered,   ///< a description or packets have come
  buffering,  ///< sound is being made ready
  playing,
  paused,
  stalled,  ///< it played, and nothing comes any more
  failed,   ///< nothing is played; why() says it
};

/// What plays, and what is to play. Facts come in through slots, wishes go out as signals; knows neither windows nor
/// threads, and time comes through `tuning timer` alone.
///
/// Going through a list by its arrows wishes for many services in a second: only the last of those that follow one
/// another within kSettle is joined.
class PlayerController : public QObject {
  Q_OBJECT

 public:
  static constexpr std::chrono::milliseconds kSettle{250};
  static constexpr std::chrono::seconds kPatience{8};  ///< nothing came for so long: it has failed

  explicit PlayerController(QObject* parent = nullptr);

  const Station& station() const noexcept { return station_; }  ///< what is wished for; its key is empty: nothing
  Tuning tuning() const noexcept { return tuning_; }
  const QString& why() const noexcept { return why_; }        ///< it failed, or stalled; a sentence for people
  const QString& title() const noexcept { return title_; }    ///< of the item that is heard; empty: none
  const QString& link() const noexcept { return link_; }      ///< http or https; empty: none
  const QDateTime& since() const noexcept { return since_; }  ///< when the item began; invalid: not known
  int volume() const noexcept { return volume_; }             ///< per cent, 0..200
  bool muted() const noexcept { return muted_; }

  void setNetwork(const NetworkChoice& choice) { network_ = choice; }

 public Q_SLOTS:
  void play(const joincast::ui::Station& station);  ///< now
  void zap(const joincast::ui::Station& station);   ///< when no other follows within kSettle
  void replay();                                    ///< the same once more
  void stop();
  void togglePause();
  void setVolume(int per_cent);
  void setMuted(bool muted);

  // Facts.
  void handleEvent(const joincast::libreceiver::Event& event);
  void handleFigures(const joincast::libreceiver::Snapshot& snapshot);
  void handleFailure(const QString& message);

 Q_SIGNALS:
  void stationChanged();
  void tuningChanged();
  void itemChanged();
  void volumeChanged();

  // Wishes.
  void playWished(joincast::ui::PlayRequest request);
  void stopWished();
  void pauseWished();
  void resumeWished();
  void volumeWished(float linear);

 private:
  void begin();
  void enter(Tuning tuning, const QString& why = {});
  void forgetItem();
  void tellVolume();

  NetworkChoice network_;
  Station station_;
  Tuning tuning_ = Tuning::silent;
  QString why_, title_, link_;
  QDateTime since_;
  QString soundTrouble_;
  int volume_ = 100;
  bool muted_ = false;
  QTimer settle_, patience_;
};

}  // namespace joincast::ui
