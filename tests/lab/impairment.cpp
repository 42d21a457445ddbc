// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/lab/impairment.h"

#include <algorithm>

namespace joincast::lab {

Verdict ImpairmentModel::next() {
  // The same number of draws for every frame: one decision does not move the others.
  Verdict verdict;
  const bool single_loss = chance(impairment_.loss);
  const bool burst_begins = chance(impairment_.burst_begins);
  const bool burst_ends = chance(impairment_.burst_ends);
  verdict.duplicated = chance(impairment_.duplicate);
  verdict.reordered = chance(impairment_.reorder);
  const double jitter = rng_.unit();

  in_burst_ = in_burst_ || burst_begins;
  verdict.lost = in_burst_ || single_loss;
  if (in_burst_ && burst_ends) in_burst_ = false;
  if (verdict.lost) verdict.duplicated = verdict.reordered = false;
  verdict.delay =
      impairment_.delay + Duration{static_cast<std::int64_t>(jitter * static_cast<double>(impairment_.jitter.count()))};
  if (verdict.reordered) verdict.delay += impairment_.reorder_by;
  return verdict;
}

TimePoint ImpairmentModel::departure(const Verdict& verdict, TimePoint now) {
  TimePoint at = now + verdict.delay;
  if (impairment_.dtim_period) {
    const Duration since = at.time_since_epoch();
    const Duration period = *impairment_.dtim_period;
    at = TimePoint{(since + period - Duration{1}) / period * period};
  }
  if (verdict.reordered) return at;
  last_ = std::max(last_, at);
  return last_;
}

std::optional<Passage> read_passage(ByteView ethernet_frame) {
  constexpr std::uint16_t kIpv4 = 0x0800;
  constexpr std::uint16_t kIpv6 = 0x86dd;
  constexpr std::uint8_t kUdp = 17;
  ByteReader in(ethernet_frame);
  in.skip(12);
  const std::uint16_t type = in.u16();
  bool multicast = false;
  std::uint8_t protocol = 0;
  if (type == kIpv6) {
    in.skip(6);
    protocol = in.u8();
    in.skip(17);
    multicast = in.u8() == 0xff;
    in.skip(15);
  } else if (type == kIpv4) {
    const std::size_t header = 4u * (in.u8() & 0x0f);
    in.skip(8);
    protocol = in.u8();
    in.skip(6);
    multicast = in.u8() >> 4 == 0xe;
    in.skip(3);
    if (header > 20) in.skip(header - 20);
  }
  if (!in.ok() || !multicast || protocol != kUdp) return std::nullopt;
  Passage passage;
  in.skip(2);
  passage.port = in.u16();
  in.skip(4 + 2);
  passage.rtp_sequence = in.u16();
  in.skip(4);
  passage.rtp_ssrc = in.u32();
  return passage;
}

}  // namespace joincast::lab
