// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "discovery/publisher.h"
#include "net/loop_thread.h"

namespace joincast::headend {

/// Publishes the guide by DNS-SD, on a thread of its own: Avahi's library waits for the daemon's answers, and the
/// radio must not. Without anything to publish there is no thread.
class GuidePublisher {
 public:
  /// `on_state` is called on `loop`'s thread at each change; never after close(). The loop must outlive it.
  GuidePublisher(net::EventLoop& loop, std::function<void(const discovery::PublisherState&)> on_state);
  ~GuidePublisher() { close(); }
  GuidePublisher(const GuidePublisher&) = delete;
  GuidePublisher& operator=(const GuidePublisher&) = delete;

  void offer(const discovery::Offer& offer);  ///< the same again costs nothing
  void close();                               ///< withdraws it
  const discovery::PublisherState& state() const noexcept { return state_; }

 private:
  void take(const discovery::PublisherState& state);

  net::EventLoop& loop_;
  std::function<void(const discovery::PublisherState&)> on_state_;
  discovery::PublisherState state_;
  discovery::Offer offered_;
  std::shared_ptr<GuidePublisher*> alive_;  // what the thread posts may come after us
  std::optional<net::LoopThread> thread_;
  std::optional<discovery::Publisher> publisher_;  // on that thread
};

/// For people: `published as "attic"`; empty: nothing is published.
std::string to_string(const discovery::PublisherState& state);

}  // namespace joincast::headend
