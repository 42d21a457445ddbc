// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QDateTime>
#include <QHash>
#include <QObject>
#include <QString>
#include <QTimer>
#include <chrono>
#include <optional>

#include "libreceiver/receiver.h"
#include "libreceiver/resolve.h"
#include "ui/bridge/network_choice.h"
#include "ui/bridge/player_side.h"
#include "ui/control/key_ring.h"
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
/// threads, and time comes through two timers alone.
///
/// Going through a list by its arrows wishes for many services in a second: only the last of those that follow one
/// another within kSettle is joined. A service that was given up stays joined: it plays when it comes after all.
class PlayerController : public QObject {
  Q_OBJECT

 public:
  static constexpr std::chrono::milliseconds kSettle{250};
  static constexpr std::chrono::seconds kPatience{8};       ///< nothing came for so long: it has failed
  static constexpr std::chrono::seconds kLongPatience{30};  ///< the same where the headend says that it is at work
  static constexpr std::chrono::seconds kBack{10};          ///< of the button that goes back a little
  static constexpr std::chrono::seconds kShortest{1};       ///< less that is kept does not count

  explicit PlayerController(QObject* parent = nullptr);

  const Station& station() const noexcept { return station_; }  ///< what is wished for; its key is empty: nothing
  Tuning tuning() const noexcept { return tuning_; }
  /// Why it failed, stalled, or is not there yet: sentences for people that say what to do; empty: nothing to say.
  const QString& why() const noexcept { return why_; }
  const QString& title() const noexcept { return title_; }    ///< of the item that is heard; empty: none
  const QString& link() const noexcept { return link_; }      ///< http or https; empty: none
  const QDateTime& since() const noexcept { return since_; }  ///< when the item began; invalid: not known
  bool isTelevision() const noexcept { return station_.television || pictures_; }
  bool isHeard() const noexcept { return tuning_ == Tuning::playing || tuning_ == Tuning::buffering; }

  int volume() const noexcept { return volume_; }  ///< per cent, 0..200
  bool muted() const noexcept { return muted_; }

  // Time shift: what is kept of the service that plays.
  std::chrono::milliseconds behind() const noexcept { return behind_; }  ///< live
  std::chrono::milliseconds kept() const noexcept { return kept_; }      ///< one can go back so far from live
  bool isLive() const noexcept { return live_; }
  /// Whether one can move in it; else a pause is the end, and playing on a new beginning.
  bool canShift() const noexcept { return isPlayable() && kept_ > kShortest; }

  void setNetwork(const NetworkChoice& choice) { network_ = choice; }
  /// Asked for the keys of stations that are enciphered; must outlive it. Null: there are none.
  void setKeyRing(KeyRing* keys) noexcept { keys_ = keys; }
  /// A key that came with the station itself, as in a session description; until the program ends.
  void rememberKey(const QString& stationKey, const SrtpKey& key) { given_.insert(stationKey, key); }

 public Q_SLOTS:
  void play(const joincast::ui::Station& station);  ///< now
  void zap(const joincast::ui::Station& station);   ///< when no other follows within kSettle
  void replay();                                    ///< the same once more
  /// What plays is known better now: its name, its place in the list. It goes on as it is.
  void recognise(const joincast::ui::Station& station);
  void stop();
  void togglePause();
  void pause();   ///< where something is heard
  void resume();  ///< or play once more what stopped or failed
  void next();    ///< in the list: nextWished()
  void previous();
  void setVolume(int per_cent);  ///< unmutes
  void setMuted(bool muted);
  /// Softer by this factor, 0..1, than the volume says; the volume itself stays as it is.
  void setFade(double factor);

  void back(std::chrono::milliseconds time);  ///< negative: towards live
  void backALittle() { back(kBack); }
  void toBehind(std::chrono::milliseconds behind);  ///< so far behind live
  void toSongStart();
  void toLive();

  // Facts.
  void handleEvent(const joincast::libreceiver::Event& event);
  void handleFigures(const joincast::libreceiver::Snapshot& snapshot);
  void handleFailure(const QString& message);

 Q_SIGNALS:
  void stationChanged();
  void stationRecognised();  ///< the same one: more is known of it
  void tuningChanged();
  void itemChanged();
  void volumeChanged();
  void shiftChanged();
  void moved();  ///< to another place in time

  // Wishes.
  void playWished(joincast::ui::PlayRequest request);
  void stopWished();
  void pauseWished();
  void resumeWished();
  void volumeWished(float linear);
  void backWished(std::chrono::milliseconds time);
  void songStartWished();
  void liveWished();
  void nextWished();
  void previousWished();

 private:
  struct Reader;  // of events

  void begin();
  void enter(Tuning tuning, const QString& why = {});
  void giveUp();
  void stall();
  void hold();
  void forgetService();
  void tellVolume();
  bool isPlayable() const noexcept { return isHeard() || tuning_ == Tuning::paused || tuning_ == Tuning::stalled; }

  NetworkChoice network_;
  KeyRing* keys_ = nullptr;
  QHash<QString, SrtpKey> given_;
  Station station_;
  Tuning tuning_ = Tuning::silent;
  QString why_, title_, link_;
  QDateTime since_;
  QString ended_;           // why nothing more may come; empty: nobody said so
  bool described_ = false;  // by an announcement, since it was asked for
  bool came_ = false;       // packets, likewise
  bool atWork_ = false;     // the headend says that it tries
  bool pictures_ = false;
  bool broken_ = false;  // failed for good, not for want of packets
  bool left_ = false;    // paused by leaving the group
  bool moving_ = false;  // the next figures tell where to
  std::chrono::milliseconds behind_{}, kept_{};
  bool live_ = true;
  int volume_ = 100;
  bool muted_ = false;
  double fade_ = 1;
  QTimer settle_, patience_;
};

}  // namespace joincast::ui
