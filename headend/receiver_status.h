// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/address.h"
#include "base/export.h"
#include "base/time.h"
#include "rtcp/aggregate.h"

namespace joincast::headend {

/// One receiver as it reports itself.
struct ReceiverStatus {
  IpAddress address;
  std::uint32_t ssrc = 0;
  std::string cname;                   ///< a stranger's octets; empty: none heard
  double fraction_lost = 0;            ///< of its last interval, 0..1
  std::int32_t lost = 0;               ///< packets in all
  double jitter_s = 0;                 ///< seconds
  std::optional<Duration> round_trip;  ///< to this machine and back
  TimePoint last_heard{};
};

/// The receivers of one service that fare worst: most loss first, then most jitter. `clock_rate_hz`: of the RTP
/// timestamps that jitter is told in; zero: it is not known.
JOINCAST_EXPORT std::vector<ReceiverStatus> worst_receivers(const rtcp::Aggregate& aggregate,
                                                            std::uint32_t clock_rate_hz, std::size_t most);

}  // namespace joincast::headend
