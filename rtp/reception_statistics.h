// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/export.h"
#include "base/time.h"

namespace joincast::rtp {

/// What an RTCP report block says about a source (RFC 3550 section 6.4.1), without the sender report times.
struct ReceptionReport {
  std::uint8_t fraction_lost = 0;  ///< since the previous report, in 1/256
  std::int32_t lost = 0;           ///< since the start, within 24 bits signed; negative after duplicates
  std::uint32_t highest_seq = 0;   ///< wraps << 16 | sequence number
  std::uint32_t jitter = 0;        ///< RTP timestamp units

  friend bool operator==(const ReceptionReport&, const ReceptionReport&) = default;
};

/// How often each number of packets was lost in a row.
struct LossRuns {
  static constexpr std::size_t kBuckets = 64;

  std::array<std::uint32_t, kBuckets> counts{};  ///< [n - 1]: runs of n packets; the last one: of 64 and more
  std::uint64_t runs = 0;
  std::uint64_t packets = 0;  ///< lost in all of them
  std::uint64_t longest = 0;  ///< packets

  friend bool operator==(const LossRuns&, const LossRuns&) = default;
};

/// The difference in transit time from packet to packet since the previous take_transit_summary(),
/// for RFC 3611 section 4.6. RTP timestamp units, absolute values.
struct TransitSummary {
  std::uint32_t min = 0;
  std::uint32_t max = 0;
  std::uint32_t mean = 0;
  std::uint32_t deviation = 0;  ///< standard deviation
};

/// How the packets of one valid source arrive: loss by RFC 3550 appendix A.3, jitter by A.8. Fixed memory
/// (about 3 KiB), no allocation. The caller unwraps sequence numbers and starts anew when the source restarts.
class JOINCAST_EXPORT ReceptionStatistics {
 public:
  static constexpr std::int64_t kHistory = 8192;  ///< sequence numbers remembered one by one
  static constexpr std::int64_t kBeforeFirst =
      4;  ///< so much may the first number still sink (reordering, start repeats)

  /// The RTP clock for the jitter; zero, as at first: unknown, no jitter yet.
  void set_clock_rate(std::uint32_t clock_rate_hz) noexcept;

  /// One packet as it came, late ones and duplicates too. `octets` counts header and padding. `sequence` is
  /// unwrapped. False for a duplicate and for a number too old to tell; numbers more than kBeforeFirst below the
  /// first one are not counted at all.
  bool update(std::int64_t sequence, std::uint32_t timestamp, std::size_t octets, TimePoint arrival) noexcept;

  bool started() const noexcept { return received_ != 0; }
  std::uint64_t received() const noexcept { return received_; }      ///< packets, late ones and duplicates too
  std::uint64_t octets() const noexcept { return octets_; }          ///< of those packets, UDP and IP headers excluded
  std::uint64_t duplicates() const noexcept { return duplicates_; }  ///< packets that had come before
  std::uint64_t reordered() const noexcept { return reordered_; }    ///< new packets that came behind a higher number
  std::int64_t reorder_extent() const noexcept {
    return reorder_extent_;
  }  ///< at most so many packets behind the highest
  Duration reorder_delay() const noexcept {
    return reorder_delay_;
  }                                                                ///< at most so long after the highest's packet came
  std::int64_t first_sequence() const noexcept { return first_; }  ///< lowest counted: the base of A.3
  std::int64_t highest_sequence() const noexcept { return highest_; }
  TimePoint last_arrival() const noexcept { return last_arrival_; }

  /// Packets that should have come, from the first to the highest.
  std::uint64_t expected() const noexcept { return started() ? static_cast<std::uint64_t>(highest_ - first_ + 1) : 0; }

  /// Expected less received, as A.3 has it: duplicates make up for losses, so it may be negative.
  std::int64_t cumulative_lost() const noexcept {
    return static_cast<std::int64_t>(expected()) - static_cast<std::int64_t>(received_);
  }

  /// Numbers that never came so far, duplicates not counted against them.
  std::uint64_t missing() const noexcept { return expected() - (received_ - duplicates_); }

  double jitter() const noexcept { return jitter_; }  ///< RTP timestamp units (A.8)
  Duration jitter_time() const noexcept;              ///< the same as a time; zero while the clock is unknown

  /// Bits per second over about the last two seconds before `now`.
  std::uint64_t bit_rate(TimePoint now) const noexcept;

  /// Loss runs from the first packet to the highest. A run at which a late packet may still nibble is counted as it
  /// stands.
  LossRuns loss_runs() const noexcept;

  /// Whether a packet came; none outside the last kHistory numbers. For RFC 3611's run lengths.
  std::optional<bool> came(std::int64_t sequence) const noexcept;
  /// Whether it came more than once; none outside the last kHistory numbers.
  std::optional<bool> came_again(std::int64_t sequence) const noexcept;

  /// For the next RTCP report; begins a new interval for the fraction.
  ReceptionReport take_report() noexcept;
  TransitSummary take_transit_summary() noexcept;

 private:
  class Bits {
   public:
    bool test(std::int64_t at) const noexcept { return words_[word(at)] >> (at & 63) & 1; }
    void set(std::int64_t at) noexcept { words_[word(at)] |= std::uint64_t{1} << (at & 63); }
    void clear(std::int64_t at) noexcept { words_[word(at)] &= ~(std::uint64_t{1} << (at & 63)); }

   private:
    static std::size_t word(std::int64_t at) noexcept { return static_cast<std::size_t>(at & (kHistory - 1)) / 64; }
    std::array<std::uint64_t, kHistory / 64> words_{};
  };
  static constexpr std::int64_t kSettled = kHistory / 2;  // numbers this far back no longer change the runs
  static constexpr std::size_t kSlices = 16;
  static constexpr Duration kSlice = std::chrono::milliseconds(125);

  void advance(std::int64_t sequence) noexcept;
  void settle(std::int64_t sequence) noexcept;
  void update_jitter(std::uint32_t timestamp, TimePoint arrival) noexcept;
  void update_rate(std::size_t octets, TimePoint arrival) noexcept;

  std::uint64_t received_ = 0;
  std::uint64_t octets_ = 0;
  std::uint64_t duplicates_ = 0;
  std::uint64_t reordered_ = 0;
  std::int64_t reorder_extent_ = 0;
  Duration reorder_delay_{};
  std::int64_t first_ = 0;
  std::int64_t highest_ = 0;
  TimePoint highest_arrival_{};
  TimePoint last_arrival_{};

  double ticks_per_ns_ = 0;
  double jitter_ = 0;
  bool has_transit_ = false;
  std::uint32_t last_timestamp_ = 0;
  TimePoint transit_arrival_{};
  double transit_sum_ = 0;
  double transit_squares_ = 0;
  double transit_min_ = 0;
  double transit_max_ = 0;
  std::uint64_t transits_ = 0;

  std::uint64_t reported_expected_ = 0;
  std::uint64_t reported_received_ = 0;

  std::array<std::uint32_t, kSlices> slices_{};
  std::size_t slice_ = 0;
  TimePoint slice_end_{};
  TimePoint rate_start_{};

  std::int64_t settled_ = 0;  // runs are counted below this number
  std::uint64_t run_ = 0;     // losses directly before it
  LossRuns runs_;
  Bits came_;
  Bits again_;
};

}  // namespace joincast::rtp
