// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/guide_publisher.h"

#include <utility>

namespace joincast::headend {

GuidePublisher::GuidePublisher(net::EventLoop& loop, std::function<void(const discovery::PublisherState&)> on_state)
    : loop_(loop), on_state_(std::move(on_state)), alive_(std::make_shared<GuidePublisher*>(this)) {}

void GuidePublisher::offer(const discovery::Offer& offer) {
  if (offer == offered_ || !alive_) return;
  offered_ = offer;
  if (!thread_) {
    if (offer.places.empty()) return;
    thread_.emplace();
    thread_->call([this] {
      publisher_.emplace(thread_->loop(), [&loop = loop_, alive = std::weak_ptr(alive_)](const auto& state) {
        loop.post([alive, state] {
          if (const auto self = alive.lock()) (*self)->take(state);
        });
      });
    });
  }
  thread_->post([this, offer] { publisher_->offer(offer); });
}

void GuidePublisher::take(const discovery::PublisherState& state) {
  state_ = state;
  on_state_(state_);
}

void GuidePublisher::close() {
  alive_.reset();
  if (thread_) thread_->call([this] { publisher_.reset(); });
  thread_.reset();
}

std::string to_string(const discovery::PublisherState& state) {
  using Kind = discovery::PublisherState::Kind;
  switch (state.kind) {
    case Kind::nothing: return {};
    case Kind::no_daemon: return "not published: " + state.text;
    case Kind::waiting: return "not published yet";
    case Kind::published: return "published as \"" + state.text + "\"";
    case Kind::refused: return "refused by Avahi: " + state.text;
  }
  return {};
}

}  // namespace joincast::headend
