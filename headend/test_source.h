// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/export.h"
#include "headend/config.h"
#include "payload/format.h"

namespace joincast::headend {

/// The tone of the test service, as L16: any player hears it, and any rate can be had by sample rate and
/// channels (64 kb/s is one channel at 4 kHz, 8 Mb/s eight at 62.5 kHz). All channels carry the same sine wave at
/// a tenth of full scale. Its period is a whole number of samples, so the payload is a pattern too: sample n of a
/// session is sample n modulo period() of the first period, octet for octet.
class JOINCAST_EXPORT TestSource {
 public:
  /// `max_payload`: octets of one access unit, which is one packet of at most 20 ms.
  TestSource(const TestConfig& config, std::size_t max_payload);

  const payload::Format& format() const noexcept { return format_; }
  std::uint32_t period() const noexcept { return period_; }  ///< samples of the tone
  double tone_hz() const noexcept;                           ///< as it is, next to what was asked for

  payload::AccessUnit next();

 private:
  payload::Format format_;
  std::uint32_t period_ = 1;
  std::uint32_t samples_per_unit_ = 1;
  std::uint32_t phase_ = 0;
  Bytes wave_;  ///< one period and one unit more, so that each unit lies in it in one piece
};

}  // namespace joincast::headend
