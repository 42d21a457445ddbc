// SPDX-License-Identifier: LGPL-2.1-or-later
#include <variant>

#include "ui/control/player_controller.h"

namespace joincast::ui {

using namespace std::chrono;
namespace receiver = libreceiver;

namespace {

QDateTime toDateTime(const std::optional<WallTime>& time) {
  if (!time) return {};
  return QDateTime::fromMSecsSinceEpoch(duration_cast<milliseconds>(time->time_since_epoch()).count());
}

/// `reason` is a headend's own words, or empty.
QString withReason(const QString& sentence, const std::string& reason) {
  if (reason.empty()) return sentence;
  return PlayerController::tr("%1 It says: “%2”.").arg(sentence, QString::fromStdString(reason));
}

QString sentence(const receiver::SrtpTrouble& trouble) {
  using Kind = receiver::SrtpTrouble::Kind;
  switch (trouble.kind) {
    case Kind::wrong_key:
      return PlayerController::tr(
          "The key that is kept for this station does not open it. Ask its operator for the "
          "right one and put it into Settings, Keys.");
    case Kind::no_key:
      return PlayerController::tr(
          "This station is encrypted, and no key is kept for it. Add its key in Settings, "
          "Keys.");
    case Kind::in_clear:
      return PlayerController::tr(
          "A key is kept for this station, but it is not sent encrypted, so it is not played. "
          "Take the key out of Settings, Keys, to hear it all the same.");
    case Kind::no_library: break;
  }
  return QString::fromStdString(trouble.message);
}

}  // namespace

struct PlayerController::Reader {
  PlayerController& player;

  Tuning tuning() const { return player.tuning_; }
  /// Given up for want of packets, or still waited for.
  bool waits() const {
    return tuning() == Tuning::asking || tuning() == Tuning::answered ||
           (tuning() == Tuning::failed && !player.broken_);
  }
  void answered() const {
    if (tuning() == Tuning::asking || (tuning() == Tuning::failed && !player.broken_)) {
      player.enter(Tuning::answered, player.atWork_ ? player.why_ : QString());
      player.patience_.start(player.atWork_ ? kLongPatience : kPatience);
    }
  }
  void breaks(const QString& why) const {
    player.broken_ = true;
    player.enter(Tuning::failed, why);
  }

  void operator()(const receiver::Joined&) const {}
  void operator()(const receiver::Described& what) const {
    player.described_ = true;
    if (const QString name = QString::fromStdString(what.name).simplified();
        !name.isEmpty() && player.station_.name == player.station_.reference) {
      Station known = player.station_;
      known.name = name;
      player.recognise(known);
    }
    answered();
  }
  void operator()(const receiver::Withdrawn&) const {
    player.ended_ = PlayerController::tr("The headend has ended this station. Choose another one, or try again later.");
    if (tuning() == Tuning::stalled) player.stall();
  }
  void operator()(const receiver::MediaCame& what) const {
    player.came_ = true;
    player.ended_.clear();
    if (what.again && tuning() == Tuning::stalled) return player.enter(Tuning::buffering);
    answered();
  }
  void operator()(const receiver::Bound& what) const {
    const auto codec = what.binding.format.codec;
    player.pictures_ = codec == decltype(codec)::mp2t;
    if (waits()) player.enter(Tuning::buffering);
  }
  void operator()(const receiver::Unplayable& what) const {
    breaks(PlayerController::tr("This station’s sound cannot be played here: %1.")
               .arg(QString::fromStdString(what.reason)));
  }
  void operator()(const receiver::ItemChanged& what) const {
    player.title_ = QString::fromStdString(what.item.title);
    player.link_ = QString::fromStdString(what.item.link);
    player.since_ = toDateTime(what.item.since);
    Q_EMIT player.itemChanged();
  }
  void operator()(const receiver::StateChanged& what) const {
    using State = decltype(what.state);
    player.atWork_ = what.state == State::starting || what.state == State::waiting;
    switch (what.state) {
      case State::playing: player.ended_.clear(); return;
      case State::starting:
        if (waits()) atWork(PlayerController::tr("The headend is asking for this station."));
        return;
      case State::waiting:
        player.ended_ = withReason(PlayerController::tr("The station does not answer the headend, which keeps trying."),
                                   what.reason);
        if (waits()) atWork(player.ended_);
        if (tuning() == Tuning::stalled) player.stall();
        return;
      case State::failed:
        player.ended_ = withReason(
            PlayerController::tr("The headend cannot get this station. Choose another one, or try again later."),
            what.reason);
        if (waits()) player.enter(Tuning::failed, player.ended_);
        if (tuning() == Tuning::stalled) player.stall();
    }
  }
  void atWork(const QString& why) const {
    player.enter(Tuning::answered, why);
    player.patience_.start(kLongPatience);
  }
  void operator()(const receiver::Stalled&) const {
    if (player.isHeard()) player.stall();
  }
  void operator()(const receiver::Resumed&) const {
    player.ended_.clear();
    if (tuning() == Tuning::stalled) player.enter(Tuning::playing);
  }
  void operator()(const receiver::SenderLeft& what) const {
    player.ended_ = withReason(
        PlayerController::tr("The sender has ended the station. It plays on when it comes back."), what.reason);
    if (player.isHeard() || tuning() == Tuning::stalled) player.stall();
  }
  void operator()(const receiver::SoundBegan&) const {
    player.broken_ = false;
    player.atWork_ = false;
    if (tuning() != Tuning::paused) player.enter(Tuning::playing);
  }
  void operator()(const receiver::SoundFailed& what) const {
    const QString message = QString::fromStdString(what.message);
    if (what.device)
      breaks(PlayerController::tr("No sound device can be used (%1). Connect one, or choose one in the system’s sound "
                                  "settings; if it stays silent then, start Joincast again.")
                 .arg(message.section(u';', 0, 0)));  // what follows is for the command line
    else
      breaks(PlayerController::tr("There is no sound: %1").arg(message));
  }
  void operator()(const receiver::SrtpTrouble& what) const { breaks(sentence(what)); }
};

void PlayerController::handleEvent(const libreceiver::Event& event) {
  if (settle_.isActive() || left_) return;  // about what was played before
  std::visit(Reader{*this}, event.what);
}

}  // namespace joincast::ui
