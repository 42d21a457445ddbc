// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <filesystem>

#include "base/time.h"

namespace joincast::interop {

/// What a file of sound holds: a WAVE file of floats or 16-bit samples, or bare samples (kBareRateHz).
struct Sound {
  Duration length{};
  double amplitude = 0;  ///< of the wanted tone, full scale is 1: the median over pieces of 0.2 s
  double purity = 0;     ///< share of the power that is the wanted tone, 0 to 1: the median over those pieces
};

/// Bare samples are 32-bit floats of this machine, 48 kHz, one channel.
inline constexpr unsigned kBareRateHz = 48'000;

/// The first channel of the file as it is now, still growing perhaps; nothing where there is no file.
Sound hear(const std::filesystem::path& file, double tone_hz);

}  // namespace joincast::interop
