// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <optional>

#include "base/export.h"
#include "base/time.h"
#include "media/audio.h"

namespace joincast::media {

/// How loud sound is to people, by EBU R128 (ITU-R BS.1770), in LUFS. Memory does not grow with time.
class JOINCAST_EXPORT LoudnessMeter {
 public:
  explicit LoudnessMeter(const AudioFormat& format);
  ~LoudnessMeter();
  LoudnessMeter(LoudnessMeter&&) noexcept;
  LoudnessMeter& operator=(LoudnessMeter&&) noexcept;

  void add(const AudioFrame& frame);  ///< of the meter's format; another one is not measured

  Duration measured() const noexcept;        ///< sound added so far, silence too
  std::optional<double> short_term() const;  ///< of the last three seconds; none: not so long, or silence
  std::optional<double> integrated() const;  ///< of all, pauses left out by the gates of R128; none: only silence
  double true_peak() const noexcept;         ///< between the samples too, linear; above 1 where it will clip

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace joincast::media
