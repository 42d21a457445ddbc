// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QMetaType>
#include <QObject>
#include <QString>
#include <chrono>
#include <functional>
#include <memory>
#include <vector>

#include "net/interfaces.h"
#include "ui/bridge/guide_side.h"
#include "ui/bridge/network_choice.h"
#include "ui/bridge/outside.h"
#include "ui/bridge/player_side.h"
#include "ui/model/station.h"

namespace joincast::ui {

/// The one place where the windows' thread meets the others: the receiver has a thread, and the guide, whose merging
/// may take a tenth of a second, has another. Calls go over by post and return at once; answers come back as signals on
/// the thread that made the bridge. What was on its way when another service was asked for is not told any more.
class ReceiverBridge : public QObject {
  Q_OBJECT

 public:
  struct Options {
    libreceiver::Receiver::Options receiver;  ///< on_window_closed and on_no_video are taken by the bridge
    OutsideMaker make_outside;
  };

  explicit ReceiverBridge(Options options, QObject* parent = nullptr);
  ~ReceiverBridge() override;  ///< says goodbye, leaves every group, saves the guide

  /// Looks for what is on offer there, from now on; told by guideChanged().
  void look(const NetworkChoice& choice);
  void refreshGuide();

  void play(const PlayRequest& request);
  void stop();
  void pause();
  void resume();
  void back(std::chrono::milliseconds time);  ///< negative: towards live
  void toSongStart();
  void toLive();
  void setVolume(float volume);  ///< linear, 0..2

  /// Runs `task` on the receiver's thread, after what was asked for before, for what needs more than the calls above;
  /// `answer` with what it gave on this one.
  void withReceiver(std::function<void(PlayerSide& player)> task);
  template <typename Task, typename Answer>
  void askReceiver(Task task, Answer answer) {
    withReceiver([this, task = std::move(task), answer = std::move(answer)](PlayerSide& player) {
      post([answer, result = task(player)]() mutable { answer(std::move(result)); });
    });
  }
  /// The same on the guide's.
  void withGuide(std::function<void(GuideSide& guide)> task);
  /// Runs `task` on this object's thread. From any thread; not after the bridge has gone.
  void post(std::function<void()> task);

 Q_SIGNALS:
  void guideChanged(joincast::ui::StationTablePtr table);
  void headendFound(joincast::ui::FoundHeadend headend);  ///< or changed, or gone
  void dnsSdNoted(QString why);                           ///< why no headend can be found; empty: again they can
  void interfacesChanged(std::vector<joincast::net::Interface> interfaces);  ///< of this computer; at the start too
  void guideNoted(QString line);  ///< something of the guide could not be had

  void joined(joincast::libreceiver::Target target);
  void playFailed(QString message);  ///< nothing is played: what is wrong and what to do
  void happened(joincast::libreceiver::Event event);
  void figures(joincast::libreceiver::Snapshot snapshot);  ///< several times a second while something plays
  void videoFailed(QString message);                       ///< sound goes on

 private:
  struct Threads;
  std::unique_ptr<Threads> threads_;
  std::uint64_t asked_ = 0;  ///< services, so that answers about an earlier one are told apart
};

}  // namespace joincast::ui

Q_DECLARE_METATYPE(joincast::ui::FoundHeadend)
Q_DECLARE_METATYPE(joincast::libreceiver::Target)
Q_DECLARE_METATYPE(joincast::libreceiver::Event)
Q_DECLARE_METATYPE(joincast::libreceiver::Snapshot)
