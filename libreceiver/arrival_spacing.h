// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/export.h"
#include "base/time.h"

namespace joincast::libreceiver {

/// How far apart packets came, over the last second or so.
struct SpacingSummary {
  Duration min{};
  Duration mean{};
  Duration max{};
  std::uint64_t gaps = 0;  ///< between packets; zero: the three above mean nothing

  friend bool operator==(const SpacingSummary&, const SpacingSummary&) = default;
};

/// Packets that came together behind a pause, since the stream began. A Wi-Fi access point that keeps multicast for
/// sleeping stations sends it behind each beacon that says so (DTIM): 102.4 ms apart, or a multiple.
struct BatchCounters {
  std::uint64_t batches = 0;      ///< of two packets or more
  std::uint64_t dtim_spaced = 0;  ///< of those, begun within kDtimTolerance of a multiple of 102.4 ms behind another
  Duration last_interval{};       ///< from the beginning of the last but one to that of the last

  friend bool operator==(const BatchCounters&, const BatchCounters&) = default;
};

/// The times between arrivals of one stream. Fixed memory, no allocation.
class JOINCAST_EXPORT ArrivalSpacing {
 public:
  static constexpr Duration kBeacon = std::chrono::microseconds(102'400);  ///< 100 time units of IEEE 802.11
  static constexpr Duration kDtimTolerance = std::chrono::milliseconds(5);
  static constexpr Duration kPause = std::chrono::milliseconds(30);  ///< between batches, at least
  static constexpr int kMostBeacons = 10;                            ///< between two DTIMs

  /// One packet of the stream; an arrival earlier than the one before counts as at the same time.
  void update(TimePoint arrival) noexcept;

  SpacingSummary summary(TimePoint now) const noexcept;
  const BatchCounters& batches() const noexcept { return batches_; }

 private:
  struct Slice {
    std::int64_t number = -1;  // of kSlice since the clock's epoch
    std::uint64_t gaps = 0;
    Duration sum{}, min{}, max{};
  };
  static constexpr std::size_t kSlices = 11;  // ten whole ones and the one that runs
  static constexpr Duration kSlice = std::chrono::milliseconds(100);

  void begin_batch(TimePoint arrival) noexcept;

  std::array<Slice, kSlices> slices_{};
  BatchCounters batches_;
  bool started_ = false;
  TimePoint last_{};
  TimePoint batch_began_{};
  std::uint64_t in_batch_ = 0;
  bool batch_before_ = false;  // the one before this had two packets or more
};

}  // namespace joincast::libreceiver
