// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "libreceiver/receiver.h"
#include "libreceiver/resolve.h"
#include "libreceiver/service_reference.h"
#include "net/event_loop.h"

namespace joincast::ui {

/// What is to be played.
struct PlayRequest {
  libreceiver::ServiceReference reference;
  libreceiver::Wishes wishes;
  std::string description = {};  ///< a session description that is known already
  decltype(libreceiver::Target::srtp_key) srtp_key = {};
};

/// The receiver as the program's windows need it. Lives on the receiver's thread; the calls are made there too.
class PlayerSide {
 public:
  struct Calls {
    std::function<void(const libreceiver::Target&)> on_joined;   ///< before the first event of it
    std::function<void(const std::string& message)> on_failure;  ///< nothing is played: what is wrong and what to do
    std::function<void(const libreceiver::Event&)> on_event;
    std::function<void(const libreceiver::Snapshot&)> on_snapshot;
  };

  /// The loop must outlive it. `options` without handlers of their own.
  PlayerSide(net::EventLoop& loop, libreceiver::Receiver::Options options, Calls calls);
  PlayerSide(const PlayerSide&) = delete;
  PlayerSide& operator=(const PlayerSide&) = delete;

  void play(const PlayRequest& request);
  void stop();
  net::EventLoop& loop() noexcept { return loop_; }
  libreceiver::Receiver& receiver() noexcept { return receiver_; }
  const std::optional<libreceiver::Target>& target() const noexcept { return target_; }  ///< none: nothing plays

  void tell_figures();  ///< now
  static constexpr Duration kFigures = std::chrono::milliseconds(250);

 private:
  net::EventLoop& loop_;
  Calls calls_;
  libreceiver::Receiver receiver_;
  std::optional<libreceiver::Target> target_;
  net::Timer figures_;
};

}  // namespace joincast::ui
