// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/random.h"
#include "base/time.h"

namespace joincast::lab {

/// What a stretch of network does to the frames it impairs: UDP to multicast groups on `port`; others pass.
/// All chances are from 0 to 1. Equal seeds decide alike, frame by frame, whatever the time is.
struct Impairment {
  std::uint64_t seed = 1;
  std::uint16_t port = 5004;              ///< zero: UDP to multicast on every port
  double loss = 0;                        ///< chance that a frame outside a burst is lost
  double burst_begins = 0;                ///< chance that a burst begins with this frame (Gilbert)
  double burst_ends = 1;                  ///< chance that a frame in a burst is its last lost one
  double duplicate = 0;                   ///< chance that a frame passes twice
  double reorder = 0;                     ///< chance that a frame waits `reorder_by`
  Duration reorder_by{};                  ///< more than the distance of two frames, or nothing is overtaken
  Duration delay{};                       ///< of every frame
  Duration jitter{};                      ///< evenly from zero to this, added; does not reorder by itself
  std::optional<Duration> dtim_period{};  ///< frames wait for the next multiple of it (Wi-Fi: 102.4 ms times DTIM)
};

/// What happens to one frame.
struct Verdict {
  bool lost = false;
  bool duplicated = false;
  bool reordered = false;
  Duration delay{};  ///< without the wait for the DTIM tick

  friend bool operator==(const Verdict&, const Verdict&) = default;
};

/// Decides frame by frame; sans I/O.
class ImpairmentModel {
 public:
  explicit ImpairmentModel(const Impairment& impairment) : impairment_(impairment), rng_(impairment.seed) {}

  Verdict next();

  /// When a frame that came at `now` goes on: in order, except for those reordered.
  TimePoint departure(const Verdict& verdict, TimePoint now);

  const Impairment& impairment() const noexcept { return impairment_; }

 private:
  bool chance(double probability) { return rng_.unit() < probability; }
  Impairment impairment_;
  Rng rng_;
  bool in_burst_ = false;
  TimePoint last_ = TimePoint::min();
};

/// What is known about one impaired frame.
struct Passage {
  Verdict verdict;
  TimePoint at{};                  ///< when it came to the relay
  std::uint16_t port = 0;          ///< UDP destination
  std::uint16_t rtp_sequence = 0;  ///< of its UDP payload, read as RTP (RFC 3550 section 5.1)
  std::uint32_t rtp_ssrc = 0;
};

/// The UDP ports and RTP fields of an Ethernet frame, if it is UDP to a multicast group.
std::optional<Passage> read_passage(ByteView ethernet_frame);

}  // namespace joincast::lab
