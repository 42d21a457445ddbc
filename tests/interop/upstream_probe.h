// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <poll.h>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "fetch/client.h"
#include "headend/upstream.h"

namespace joincast::interop {

/// An upstream with its queue, read on the test's thread; what comes is kept and consumed at once.
class UpstreamProbe {
 public:
  UpstreamProbe(fetch::Client& client, headend::UpstreamOptions options)
      : upstream_(kId, std::move(options), client, queue_, 1) {}

  /// Reads until `done` holds or the time is over; whether it held.
  bool until(const std::function<bool()>& done, Duration timeout = std::chrono::minutes{1}) {
    const auto end = std::chrono::steady_clock::now() + timeout;
    while (!done()) {
      const auto left =
          std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()).count();
      if (left <= 0) return false;
      pollfd wait{.fd = queue_.wake_fd(), .events = POLLIN, .revents = 0};
      ::poll(&wait, 1, static_cast<int>(left));
      for (auto& batch : queue_.take())
        for (auto& item : batch.items) take(std::move(item));
    }
    return true;
  }

  bool until_media(Duration wanted) {
    return until([this, wanted] { return media >= wanted; });
  }

  void consume(Duration consumed_media, std::size_t consumed_octets) {
    upstream_.consumed(consumed_media, consumed_octets);
  }

  headend::Upstream& upstream() noexcept { return upstream_; }

  bool consumes = true;  ///< at once
  Duration media{};
  std::size_t octets = 0;
  std::vector<payload::AccessUnit> units;
  std::vector<payload::Format> formats;
  std::vector<headend::UpstreamMetadata> metadata;
  std::vector<headend::UpstreamStateChange> states;
  std::vector<headend::UpstreamItem> order;  ///< all but the units
  std::size_t units_before_metadata = 0;     ///< in front of the newest metadata

 private:
  static constexpr headend::UpstreamId kId = 7;

  void take(headend::UpstreamItem item) {
    if (auto* unit = std::get_if<payload::AccessUnit>(&item)) {
      const Duration length = payload::ticks_to_time(unit->duration, formats.at(formats.size() - 1).clock_rate_hz);
      media += length;
      octets += unit->octets.size();
      if (consumes) upstream_.consumed(length, unit->octets.size());
      units.push_back(std::move(*unit));
      return;
    }
    if (const auto* format = std::get_if<headend::FormatChange>(&item)) formats.push_back(format->format);
    if (const auto* what = std::get_if<headend::UpstreamMetadata>(&item))
      metadata.push_back(*what), units_before_metadata = units.size();
    if (const auto* state = std::get_if<headend::UpstreamStateChange>(&item)) states.push_back(*state);
    order.push_back(std::move(item));
  }

  headend::UpstreamQueue queue_;
  headend::Upstream upstream_;
};

}  // namespace joincast::interop
