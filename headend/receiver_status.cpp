// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/receiver_status.h"

namespace joincast::headend {

std::vector<ReceiverStatus> worst_receivers(const rtcp::Aggregate& aggregate, std::uint32_t clock_rate_hz,
                                            std::size_t most) {
  std::vector<ReceiverStatus> worst;
  for (const std::size_t place : aggregate.worst(most)) {
    const auto view = aggregate.at(place);
    ReceiverStatus& one = worst.emplace_back();
    one.address = view.address;
    one.ssrc = view.ssrc;
    one.cname = view.cname;
    one.fraction_lost = view.fraction_lost / 256.0;
    one.lost = view.lost;
    if (clock_rate_hz != 0) one.jitter_s = static_cast<double>(view.jitter) / clock_rate_hz;
    one.round_trip = view.round_trip;
    one.last_heard = view.last_heard;
  }
  return worst;
}

}  // namespace joincast::headend
