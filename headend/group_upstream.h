// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "base/export.h"
#include "headend/group_url.h"
#include "headend/local_upstream.h"
#include "headend/upstream.h"
#include "net/event_loop.h"

namespace joincast::headend {

struct GroupUpstreamOptions {
  GroupUrl from;
  std::uint16_t programme = 0;                           ///< 1 to 65,535; zero: the first
  Duration most_ahead{};                                 ///< media handed over but not yet consumed; see GroupUpstream
  Duration silent_is_stalled = std::chrono::seconds{2};  ///< nothing of the programme for so long
  Duration retry = std::chrono::seconds{5};              ///< after it could not be joined
  std::string refused{};                                 ///< why it is not joined at all; empty: it is
};

/// A transport stream from a group, by UDP or RTP, in a station's place. Unlike the others it lives on the I/O thread,
/// as each datagram costs little there. A group does not wait: what would be more than half a second beyond most_ahead
/// (this machine stood still) is dropped. RTP packets are put in order first.
class JOINCAST_EXPORT GroupUpstream final : public LocalUpstream {
 public:
  /// Joins at once. The loop must outlive it; so must the queue.
  GroupUpstream(UpstreamId id, GroupUpstreamOptions options, net::EventLoop& loop, UpstreamQueue& queue);
  ~GroupUpstream() override;

  void consumed(Duration media) noexcept override;
  void set_most_ahead(Duration media) noexcept override;
  bool ended() const noexcept override { return false; }
  const std::string& error() const noexcept override;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace joincast::headend
