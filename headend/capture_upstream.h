// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/export.h"
#include "headend/local_upstream.h"
#include "headend/upstream.h"

namespace joincast::headend {

struct CaptureOptions {
  std::string device;                                 ///< of media::capture_devices(); empty: the system's choice
  payload::Codec codec = payload::Codec::opus;        ///< or l16
  std::uint32_t sample_rate_hz = 48'000;              ///< 8,000 to 192,000; Opus: 48,000
  std::uint8_t channels = 2;                          ///< 1 to 8; Opus: 1 or 2
  std::uint32_t bits_per_second = 128'000;            ///< of Opus, 6,000 to 510,000
  std::string title;                                  ///< what plays; empty: not said
  Duration most_ahead{};                              ///< media handed over but not yet consumed; see CaptureUpstream
  Duration silent_is_gone = std::chrono::seconds{5};  ///< a device that gives nothing for so long is at its end
};

/// A sound device in a station's place, as live as its own clock: each sample heard moves media time by one, so that a
/// device faster or slower than this machine's clock leads the pacer, which slews its sending to follow. A device does
/// not wait: what would be more than half a second beyond most_ahead (this machine stood still) is dropped.
class JOINCAST_EXPORT CaptureUpstream final : public LocalUpstream {
 public:
  /// Opens the device at once, on its own thread.
  CaptureUpstream(UpstreamId id, CaptureOptions options, UpstreamQueue& queue);
  ~CaptureUpstream() override;

  void consumed(Duration media) noexcept override;
  void set_most_ahead(Duration media) noexcept override;
  bool ended() const noexcept override;
  const std::string& error() const noexcept override;

 private:
  class Listener;
  std::unique_ptr<Listener> listener_;
};

}  // namespace joincast::headend
