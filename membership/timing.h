// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>

#include "base/time.h"

namespace joincast::membership {

/// The timers of RFC 3810 section 9 and RFC 3376 section 8, which are the same but for their names.
struct Timing {
  std::uint8_t robustness = 2;                                  ///< 1..7: how many losses are survived, plus one
  Duration query_interval = std::chrono::seconds{125};          ///< between general queries; at most 31,744 s
  Duration query_response_interval = std::chrono::seconds{10};  ///< answers to them come within this
  Duration last_listener_interval =
      std::chrono::milliseconds{300};    ///< after a leave; the RFCs say 1 s. IGMP: >= 100 ms
  std::uint8_t last_listener_count = 2;  ///< queries after a leave

  /// A member not heard for so long is gone (9.4; IGMP's group membership interval, 8.4).
  constexpr Duration listening_interval() const noexcept {
    return robustness * query_interval + query_response_interval;
  }
  /// A querier not heard for so long is gone (9.5, 8.5).
  constexpr Duration other_querier_present_interval() const noexcept {
    return robustness * query_interval + query_response_interval / 2;
  }
  /// An older host not heard for so long is gone (9.12, 8.13).
  constexpr Duration older_host_present_interval() const noexcept { return listening_interval(); }
  /// From the first query after a leave to "nobody left" (9.10, 8.10).
  constexpr Duration last_listener_time() const noexcept { return last_listener_count * last_listener_interval; }

  friend bool operator==(const Timing&, const Timing&) = default;
};

}  // namespace joincast::membership
