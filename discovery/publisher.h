// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/export.h"
#include "base/time.h"
#include "discovery/offer.h"
#include "net/event_loop.h"

namespace joincast::discovery {

/// How it stands with what is published.
struct PublisherState {
  enum class Kind : std::uint8_t {
    nothing,    ///< there is nothing to publish
    no_daemon,  ///< Avahi cannot be reached; it is published as soon as it can
    waiting,    ///< on its way
    published,
    refused,  ///< by Avahi; tried again with the next change
  };

  Kind kind = Kind::nothing;
  std::string text{};  ///< the name it has; or why not, for people

  friend bool operator==(const PublisherState&, const PublisherState&) = default;
};

/// Publishes a headend by DNS-SD, through the Avahi daemon. The library for that is loaded by the first offer that has
/// places. Questions to the daemon block for as long as it takes to answer them: who cannot wait gives it a LoopThread.
class JOINCAST_EXPORT Publisher {
 public:
  /// Changes within this time are told as one.
  static constexpr Duration kBetweenChanges = std::chrono::seconds(1);

  /// `on_state`: at each change, not inside a call of ours. The loop must outlive it.
  Publisher(net::EventLoop& loop, std::function<void(const PublisherState&)> on_state);
  ~Publisher();  ///< withdraws it
  Publisher(const Publisher&) = delete;
  Publisher& operator=(const Publisher&) = delete;

  /// In place of what was offered before; may be called as often as one likes. New records alone, as with another
  /// revision, are told without taking the service back in between.
  void offer(Offer offer);

  const PublisherState& state() const noexcept;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace joincast::discovery
