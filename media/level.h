// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>

#include "base/export.h"
#include "base/time.h"
#include "media/audio.h"

namespace joincast::media {

/// Decibels below full scale that stand for silence; what is lower counts as this.
inline constexpr float kSilenceDbfs = -120.0f;

/// How loud some sound is, all channels together.
struct Level {
  float peak_dbfs = kSilenceDbfs;  ///< of the largest sample; full scale is 0, what is beyond it is positive
  float rms_dbfs = kSilenceDbfs;   ///< of the mean square; a full-scale sine is -3.01

  friend bool operator==(const Level&, const Level&) = default;
};

/// Measures sound between two looks at it.
class JOINCAST_EXPORT LevelMeter {
 public:
  void add(const AudioFrame& frame) noexcept;

  /// Of what was added since the last take(); silence if nothing was.
  Level take() noexcept;

 private:
  float peak_ = 0;      // linear
  double squares_ = 0;  // sum
  std::uint64_t samples_ = 0;
};

/// The quietest short stretch of some sound.
struct QuietMoment {
  Duration middle{};              ///< of the stretch, from the beginning of the first frame
  float rms_dbfs = kSilenceDbfs;  ///< of the stretch
};

/// Searches successive frames for the stretch of length `window` with the least mean square, in steps of 1 ms; of those
/// equally quiet the one whose middle is nearest to `near`. The search ends at a frame of another format than the first
/// one's. None: there is less sound than `window`, or `window` is not positive.
JOINCAST_EXPORT std::optional<QuietMoment> quietest_moment(std::span<const AudioFrame> frames, Duration near,
                                                           Duration window = std::chrono::milliseconds(40));

}  // namespace joincast::media
