// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/address.h"
#include "base/time.h"
#include "rtcp/packet.h"

namespace joincast::libreceiver {

/// What RTCP says of the source that is heard and of those who listen with us, at one moment.
struct RtcpFacts {
  struct Sender {
    std::uint32_t ssrc = 0;
    IpAddress address;
    std::string cname;                       ///< cleaned; empty: not said
    std::uint64_t reports = 0;               ///< SR heard of it
    rtcp::SenderInfo last;                   ///< of the newest; without meaning before the first
    Duration since_last{};                   ///< that one came so long ago
    std::optional<double> measured_rate_hz;  ///< of its RTP clock against its wall clock; none before two reports
    std::optional<Duration> clock_ahead;     ///< its wall clock less ours, transit ignored; none: it says no time
    std::uint64_t contradictions = 0;        ///< reports that did not fit the clock known so far
  };

  /// Another receiver, as it reports on that source.
  struct Receiver {
    IpAddress address;
    std::uint32_t ssrc = 0;
    std::string cname;         ///< cleaned; empty: not said
    bool reports = false;      ///< on our source: the next three mean something
    double fraction_lost = 0;  ///< in its last interval, 0..1
    std::int32_t lost = 0;     ///< packets since its start; negative after duplicates
    Duration jitter{};         ///< zero also where the RTP clock is not known
    Duration since_heard{};
  };

  std::optional<Sender> sender;     ///< none: nothing comes
  std::vector<Receiver> receivers;  ///< those heard longest first, at most 64
  std::uint64_t estimated = 0;      ///< other receivers in all
  std::uint32_t own_ssrc = 0;
  std::uint64_t reports_sent = 0;
};

}  // namespace joincast::libreceiver
