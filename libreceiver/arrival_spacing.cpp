// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/arrival_spacing.h"

#include <algorithm>

namespace joincast::libreceiver {
namespace {

bool is_dtim_spaced(Duration interval) noexcept {
  const auto beacons = (interval + ArrivalSpacing::kBeacon / 2) / ArrivalSpacing::kBeacon;
  if (beacons < 1 || beacons > ArrivalSpacing::kMostBeacons) return false;
  const Duration off = interval - beacons * ArrivalSpacing::kBeacon;
  return off <= ArrivalSpacing::kDtimTolerance && -off <= ArrivalSpacing::kDtimTolerance;
}

}  // namespace

void ArrivalSpacing::update(TimePoint arrival) noexcept {
  if (!started_) {
    started_ = true;
    last_ = batch_began_ = arrival;
    in_batch_ = 1;
    return;
  }
  const Duration gap = std::max(arrival - last_, Duration{});
  last_ = std::max(last_, arrival);

  const std::int64_t number = last_.time_since_epoch() / kSlice;
  Slice& slice = slices_[static_cast<std::size_t>(number) % kSlices];
  if (slice.number != number) slice = {number, 0, {}, gap, gap};
  ++slice.gaps;
  slice.sum += gap;
  slice.min = std::min(slice.min, gap);
  slice.max = std::max(slice.max, gap);

  if (gap >= kPause) return begin_batch(last_);
  if (++in_batch_ != 2) return;
  ++batches_.batches;
  if (batch_before_ && is_dtim_spaced(batches_.last_interval)) ++batches_.dtim_spaced;
}

void ArrivalSpacing::begin_batch(TimePoint arrival) noexcept {
  batch_before_ = in_batch_ > 1;
  batches_.last_interval = arrival - batch_began_;
  batch_began_ = arrival;
  in_batch_ = 1;
}

SpacingSummary ArrivalSpacing::summary(TimePoint now) const noexcept {
  const std::int64_t number = now.time_since_epoch() / kSlice;
  SpacingSummary all;
  Duration sum{};
  for (const Slice& slice : slices_) {
    if (slice.gaps == 0 || slice.number > number || slice.number + static_cast<std::int64_t>(kSlices) <= number)
      continue;
    all.min = all.gaps == 0 ? slice.min : std::min(all.min, slice.min);
    all.max = std::max(all.max, slice.max);
    all.gaps += slice.gaps;
    sum += slice.sum;
  }
  if (all.gaps != 0) all.mean = sum / static_cast<std::int64_t>(all.gaps);
  return all;
}

}  // namespace joincast::libreceiver
