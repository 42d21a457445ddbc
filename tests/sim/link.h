// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "base/random.h"
#include "base/time.h"

namespace joincast::sim {

/// What a link does to packets. Shares are from 0 to 1; the default loses and changes nothing.
struct Impairment {
  /// Gilbert's two states: while it is bad, everything is lost.
  struct Bursts {
    double begin = 0;  ///< chance, at each packet, that the good state ends
    double end = 1;    ///< the same of the bad state: its inverse is the mean length in packets
  };

  double loss = 0;  ///< of each packet by itself
  Bursts bursts{};
  Duration delay = std::chrono::microseconds(300);
  Duration jitter{};    ///< at most so much more, evenly; keeps the order
  double late = 0;      ///< share that comes behind later packets:
  Duration late_by{};   ///< so much after its turn
  double doubled = 0;   ///< share that comes twice
  Duration again_by{};  ///< the second one so much later
};

/// One direction of a cable, seeded.
class Link {
 public:
  explicit Link(std::uint64_t seed) noexcept : rng_(seed) {}

  void impair(const Impairment& how) noexcept { how_ = how; }

  /// When the copies of a packet sent at `now` arrive; none: it is lost.
  std::vector<TimePoint> pass(TimePoint now);

 private:
  bool chance(double share) noexcept { return share > 0 && rng_.unit() < share; }
  bool is_lost() noexcept;

  Impairment how_;
  Rng rng_;
  bool bad_ = false;
  TimePoint last_{};
};

}  // namespace joincast::sim
