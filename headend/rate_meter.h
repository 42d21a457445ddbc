// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/export.h"
#include "base/time.h"
#include "payload/format.h"

namespace joincast::headend {

/// Octets of RTP, UDP and IPv6 headers in front of each payload.
inline constexpr std::size_t kWireHeaders = 12 + 8 + 40;

/// What RTP of a format may be expected to take on the wire, headers included, in bits a second; zero: nobody
/// knows. PCM says it by itself; of others `declared_kbps` is the rate that the station claims for its sound, zero:
/// none, and what cannot be (below 8 kbit/s, above 20 Mbit/s) counts as none. `max_payload` is in octets.
JOINCAST_EXPORT std::uint64_t expected_rate(const payload::Format& format, std::uint32_t declared_kbps,
                                            unsigned frames_per_packet, std::size_t max_payload) noexcept;

/// The rate of a stream, for RTCP's share of it (RFC 3550 section 6.2): measured over the first two seconds of
/// media of a format, and then given up only for another that lasts, since every change is announced to all listeners.
/// It goes by media time, so bursts and gaps of the station do not count.
class JOINCAST_EXPORT RateMeter {
 public:
  static constexpr Duration kWindow = std::chrono::seconds(2);
  static constexpr unsigned kLasting = 5;     ///< windows in a row
  static constexpr double kTolerance = 0.25;  ///< of the present rate: less is no other rate

  /// Bits a second, assumed until the first window ends.
  explicit RateMeter(std::uint64_t assumed_bps) noexcept : bps_(assumed_bps) {}

  /// Another format begins, expected to have this rate; zero: nobody knows, so the present one stays meanwhile.
  void begin_format(std::uint64_t expected_bps) noexcept;

  /// A packet of so many octets, headers included, with so much media in it. True: the rate is another now.
  bool count(std::size_t octets, Duration media) noexcept;

  std::uint64_t bps() const noexcept { return bps_; }

 private:
  struct Amount {
    std::uint64_t octets = 0;
    Duration media{};

    double bps() const noexcept;
  };

  bool differs(const Amount& amount) const noexcept;

  std::uint64_t bps_;
  Amount window_;
  Amount away_;  ///< of the last windows, all of another rate
  unsigned windows_away_ = 0;
  bool first_ = true;  ///< no window of this format has ended
};

}  // namespace joincast::headend
