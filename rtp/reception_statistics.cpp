// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtp/reception_statistics.h"

#include <algorithm>
#include <cmath>

namespace joincast::rtp {
namespace {

constexpr std::int64_t kMaxLost = 0x7f'ffff;
constexpr std::int64_t kMinLost = -0x80'0000;

std::uint32_t rounded(double value) { return static_cast<std::uint32_t>(std::clamp(value, 0.0, 4294967295.0)); }

void add_run(LossRuns& runs, std::uint64_t length) {
  if (length == 0) return;
  ++runs.counts[std::min<std::size_t>(length, LossRuns::kBuckets) - 1];
  ++runs.runs;
  runs.packets += length;
  runs.longest = std::max(runs.longest, length);
}

}  // namespace

void ReceptionStatistics::set_clock_rate(std::uint32_t clock_rate_hz) noexcept {
  const double wanted = clock_rate_hz / 1e9;
  if (wanted == ticks_per_ns_) return;
  ticks_per_ns_ = wanted;
  has_transit_ = false;
  jitter_ = 0;
}

bool ReceptionStatistics::update(std::int64_t sequence, std::uint32_t timestamp, std::size_t octets,
                                 TimePoint arrival) noexcept {
  if (!started()) {
    first_ = settled_ = sequence;
    highest_ = sequence - 1;
    rate_start_ = arrival;
    slice_end_ = arrival + kSlice;
  }
  if (sequence < first_ - kBeforeFirst || sequence <= highest_ - kHistory) return false;

  ++received_;
  octets_ += octets;
  update_rate(octets, arrival);
  last_arrival_ = arrival;
  if (sequence > highest_) {
    advance(sequence);
    highest_arrival_ = arrival;
  } else if (came_.test(sequence)) {
    ++duplicates_;
    again_.set(sequence);
    return false;
  } else {
    ++reordered_;
    reorder_extent_ = std::max(reorder_extent_, highest_ - sequence);
    reorder_delay_ = std::max(reorder_delay_, arrival - highest_arrival_);
    if (sequence < first_) {
      if (settled_ == first_) settled_ = sequence;
      first_ = sequence;
    }
  }
  came_.set(sequence);
  update_jitter(timestamp, arrival);
  return true;
}

void ReceptionStatistics::advance(std::int64_t sequence) noexcept {
  const std::int64_t from = std::max(highest_ + 1, sequence - kHistory + 1);
  while (settled_ < sequence - kSettled) settle(settled_);
  for (std::int64_t at = from; at <= sequence; ++at) {
    came_.clear(at);
    again_.clear(at);
  }
  highest_ = sequence;
}

void ReceptionStatistics::settle(std::int64_t sequence) noexcept {
  if (sequence <= highest_ && came_.test(sequence)) {
    add_run(runs_, run_);
    run_ = 0;
  } else {
    ++run_;
  }
  settled_ = sequence + 1;
}

// A.8: the difference D of the transit times of neighbours, smoothed by 1/16.
void ReceptionStatistics::update_jitter(std::uint32_t timestamp, TimePoint arrival) noexcept {
  if (ticks_per_ns_ == 0) return;
  if (has_transit_) {
    const double elapsed = static_cast<double>((arrival - transit_arrival_).count()) * ticks_per_ns_;
    const double difference = std::abs(elapsed - static_cast<std::int32_t>(timestamp - last_timestamp_));
    jitter_ += (difference - jitter_) / 16;
    transit_min_ = transits_ == 0 ? difference : std::min(transit_min_, difference);
    transit_max_ = std::max(transit_max_, difference);
    transit_sum_ += difference;
    transit_squares_ += difference * difference;
    ++transits_;
  }
  has_transit_ = true;
  last_timestamp_ = timestamp;
  transit_arrival_ = arrival;
}

void ReceptionStatistics::update_rate(std::size_t octets, TimePoint arrival) noexcept {
  if (arrival >= slice_end_) {
    const auto slices = (arrival - slice_end_) / kSlice + 1;
    slice_end_ += slices * kSlice;
    for (auto i = std::min<std::int64_t>(slices, kSlices); i > 0; --i) {
      slice_ = (slice_ + 1) % kSlices;
      slices_[slice_] = 0;
    }
  }
  slices_[slice_] += static_cast<std::uint32_t>(octets);
}

std::uint64_t ReceptionStatistics::bit_rate(TimePoint now) const noexcept {
  if (!started() || now < rate_start_) return 0;
  const std::int64_t passed = now < slice_end_ ? 0 : (now - slice_end_) / kSlice + 1;
  std::uint64_t octets = 0;
  for (std::size_t age = 0; age + static_cast<std::size_t>(std::min<std::int64_t>(passed, kSlices)) < kSlices; ++age)
    octets += slices_[(slice_ + kSlices - age) % kSlices];
  const TimePoint oldest = slice_end_ + (passed - static_cast<std::int64_t>(kSlices)) * kSlice;
  const Duration span = std::max(now - std::max(oldest, rate_start_), kSlice);
  return static_cast<std::uint64_t>(static_cast<double>(octets) * 8e9 / static_cast<double>(span.count()));
}

Duration ReceptionStatistics::jitter_time() const noexcept {
  return Duration(ticks_per_ns_ == 0 ? 0 : static_cast<std::int64_t>(jitter_ / ticks_per_ns_));
}

LossRuns ReceptionStatistics::loss_runs() const noexcept {
  LossRuns runs = runs_;
  std::uint64_t run = run_;
  for (std::int64_t at = settled_; started() && at <= highest_; ++at) {
    if (!came_.test(at)) {
      ++run;
    } else {
      add_run(runs, run);
      run = 0;
    }
  }
  return runs;
}

std::optional<bool> ReceptionStatistics::came(std::int64_t sequence) const noexcept {
  if (!started() || sequence < first_ || sequence > highest_ || sequence <= highest_ - kHistory) return std::nullopt;
  return came_.test(sequence);
}

std::optional<bool> ReceptionStatistics::came_again(std::int64_t sequence) const noexcept {
  if (!came(sequence)) return std::nullopt;
  return again_.test(sequence);
}

ReceptionReport ReceptionStatistics::take_report() noexcept {
  ReceptionReport report;
  const auto expected_now = static_cast<std::int64_t>(expected() - reported_expected_);
  const auto received_now = static_cast<std::int64_t>(received_ - reported_received_);
  const std::int64_t lost_now = expected_now - received_now;
  reported_expected_ = expected();
  reported_received_ = received_;

  if (expected_now > 0 && lost_now > 0)
    report.fraction_lost = static_cast<std::uint8_t>(std::min<std::int64_t>(255, (lost_now << 8) / expected_now));
  report.lost = static_cast<std::int32_t>(std::clamp(cumulative_lost(), kMinLost, kMaxLost));
  report.highest_seq = static_cast<std::uint32_t>(highest_);
  report.jitter = rounded(jitter_);
  return report;
}

TransitSummary ReceptionStatistics::take_transit_summary() noexcept {
  TransitSummary summary;
  if (transits_ > 0) {
    const auto count = static_cast<double>(transits_);
    const double mean = transit_sum_ / count;
    summary.min = rounded(transit_min_);
    summary.max = rounded(transit_max_);
    summary.mean = rounded(mean);
    summary.deviation = rounded(std::sqrt(std::max(0.0, transit_squares_ / count - mean * mean)));
  }
  transit_sum_ = transit_squares_ = transit_min_ = transit_max_ = 0;
  transits_ = 0;
  return summary;
}

}  // namespace joincast::rtp
