// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "base/export.h"
#include "base/time.h"

namespace joincast::libreceiver {

/// How much sound lies in stock. Begins with next to nothing, and grows unheard to a comfort that rides out what the
/// network has not shown yet and lets many frames be decoded at one wake-up. When the stock has run out one silence
/// fills it to all of that, so that one gap is heard and not many; small differences, such as two clocks make, are
/// evened out by playing slightly faster or slower. Sans I/O.
class JOINCAST_EXPORT StockKeeper {
 public:
  static constexpr Duration kCushion = std::chrono::milliseconds(15);   ///< above what network and device need
  static constexpr Duration kComfort = std::chrono::milliseconds(200);  ///< above that, in time
  static constexpr double kGrowth = 2'000;                              ///< of the comfort, parts per million of time
  static constexpr Duration kMost = std::chrono::seconds(2);
  static constexpr double kMaxDrift = 5'000;  ///< parts per million

  struct Stock {
    Duration ahead{};   ///< accepted and not yet heard, or waiting to be decoded
    Duration coming{};  ///< the frame that is about to be added
    Duration period{};  ///< what the device takes at once; zero: it drains evenly
  };

  struct Advice {
    Duration silence{};    ///< to be played before the next frame
    double drift_ppm = 0;  ///< to play faster than the sound's own rate
  };

  /// Before each frame. `needed`: what would cover the network's delays.
  Advice advise(TimePoint now, const Stock& stock, Duration needed);

  /// Begins anew: another stream.
  void restart() noexcept;

  Duration wanted() const noexcept { return wanted_; }
  std::uint64_t refills() const noexcept { return refills_; }  ///< times the stock ran out

 private:
  bool started_ = false;
  std::optional<double> average_;  // seconds
  TimePoint last_{};
  Duration comfort_{};
  Duration wanted_ = kCushion;
  std::uint64_t refills_ = 0;
};

}  // namespace joincast::libreceiver
