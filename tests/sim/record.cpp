// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/sim/record.h"

#include <algorithm>
#include <cmath>

namespace joincast::sim {

void Record::note(const Datagram& datagram, const std::vector<TimePoint>& arrivals) {
  if (datagram.to.port != headend::kRtpPort) return;
  const std::uint32_t timestamp = rtp::parse(datagram.octets)->timestamp;
  for (const TimePoint at : arrivals) copies_.push_back({came_.size(), timestamp, datagram.octets.size(), at});
  came_.push_back(!arrivals.empty());
}

Record::Counts Record::counts() const {
  Counts counts;
  counts.sent = came_.size();
  std::uint64_t run = 0;
  for (const bool came : came_) {
    if (!came) ++run;
    if (!came || run == 0) continue;
    counts.lost += run;
    ++counts.runs.runs;
    counts.runs.packets += run;
    counts.runs.longest = std::max(counts.runs.longest, run);
    ++counts.runs.counts[std::min<std::size_t>(run, rtp::LossRuns::kBuckets) - 1];
    run = 0;
  }
  std::vector<Copy> copies = copies_;
  std::stable_sort(copies.begin(), copies.end(), [](const Copy& a, const Copy& b) { return a.at < b.at; });
  std::vector<bool> seen(came_.size());
  std::size_t highest = 0;
  const Copy* before = nullptr;
  for (const Copy& copy : copies) {
    ++counts.arrived;
    counts.octets += copy.octets;
    if (seen[copy.packet]) {
      ++counts.doubled;
      continue;
    }
    seen[copy.packet] = true;
    if (copy.packet < highest) {
      ++counts.reordered;
      counts.extent = std::max(counts.extent, static_cast<std::int64_t>(highest - copy.packet));
    }
    highest = std::max(highest, copy.packet);
    if (before) {
      const double elapsed = std::chrono::duration<double>(copy.at - before->at).count() * 90'000;
      const double transit = elapsed - static_cast<std::int32_t>(copy.timestamp - before->timestamp);
      counts.jitter += (std::abs(transit) - counts.jitter) / 16;
    }
    before = &copy;
  }
  return counts;
}

}  // namespace joincast::sim
