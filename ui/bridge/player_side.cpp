// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/bridge/player_side.h"

#include <utility>

#include "net/interfaces.h"

namespace joincast::ui {

PlayerSide::PlayerSide(net::EventLoop& loop, libreceiver::Receiver::Options options, Calls calls)
    : loop_(loop),
      calls_(std::move(calls)),
      receiver_(loop, std::move(options), [this](const libreceiver::Event& event) { calls_.on_event(event); }) {
  figures_ = loop_.timer([this] { tell_figures(); });
}

void PlayerSide::play(const PlayRequest& request) {
  target_.reset();
  const auto interfaces = net::list_interfaces();
  if (!interfaces) {
    receiver_.stop();
    return calls_.on_failure("the interfaces cannot be listed: " + interfaces.error().message());
  }
  auto target = libreceiver::resolve(request.reference, request.wishes, *interfaces);
  if (!target) {
    receiver_.stop();
    return calls_.on_failure(target.error().message);
  }
  target->description = request.description;
  target->srtp_key = request.srtp_key;
  target_ = *target;
  calls_.on_joined(*target);
  if (const auto error = receiver_.play(*target)) {
    target_.reset();
    return calls_.on_failure("joining " + net::to_string(target->group, *interfaces) + " failed: " + error.message());
  }
  tell_figures();
}

void PlayerSide::stop() {
  receiver_.stop();
  target_.reset();
  figures_.cancel();
}

void PlayerSide::tell_figures() {
  if (!target_) return;
  calls_.on_snapshot(receiver_.snapshot());
  figures_.expires_at(loop_.now().mono + kFigures);
}

}  // namespace joincast::ui
