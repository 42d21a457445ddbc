// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "base/time.h"
#include "libreceiver/rtcp_facts.h"
#include "rtcp/aggregate.h"
#include "rtcp/receiver.h"
#include "rtp/source_selector.h"

namespace joincast::libreceiver {

/// Remembers for people what is heard on a session's RTCP port; nothing is decided by it. Bounded. Sans I/O.
class RtcpListener {
 public:
  static constexpr std::size_t kMostReceivers = 64;
  static constexpr Duration kForget = std::chrono::minutes(2);  ///< a receiver silent so long is gone

  explicit RtcpListener(std::uint64_t salt) : others_(0, kMostReceivers, salt) {}

  /// Another source is heard: what was said of the one before goes.
  void set_source(const rtp::SourceId& source) noexcept;
  void handle_datagram(ByteView octets, const Endpoint& from, Now now);
  void handle_report(const rtcp::Receiver::SenderReported& report, Now now) noexcept;

  /// `participant`: what knows the source's clock and our own SSRC. `clock_rate_hz` zero: not known.
  RtcpFacts facts(const rtcp::Receiver& participant, std::uint32_t clock_rate_hz, TimePoint now) const;

 private:
  std::optional<rtp::SourceId> source_;
  rtcp::Aggregate others_;
  std::uint64_t reports_ = 0;
  rtcp::SenderInfo last_;
  Now last_at_{};
};

}  // namespace joincast::libreceiver
