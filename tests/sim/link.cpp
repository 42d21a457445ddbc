// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/sim/link.h"

#include <algorithm>

namespace joincast::sim {

bool Link::is_lost() noexcept {
  bad_ = bad_ ? !chance(how_.bursts.end) : chance(how_.bursts.begin);
  return chance(how_.loss) || bad_;
}

std::vector<TimePoint> Link::pass(TimePoint now) {
  if (is_lost()) return {};
  TimePoint arrival = now + how_.delay;
  if (how_.jitter > Duration{}) arrival += Duration(rng_.below(static_cast<std::uint64_t>(how_.jitter.count()) + 1));
  arrival = std::max(arrival, last_);
  if (chance(how_.late))
    arrival += how_.late_by;
  else
    last_ = arrival;
  if (chance(how_.doubled)) return {arrival, arrival + how_.again_by};
  return {arrival};
}

}  // namespace joincast::sim
