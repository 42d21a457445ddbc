// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/upstream.h"

#include "headend/upstream_queue.h"

namespace joincast::headend {

std::string_view to_string(UpstreamState state) noexcept {
  switch (state) {
    case UpstreamState::connecting: return "connecting";
    case UpstreamState::playing: return "playing";
    case UpstreamState::stalled: return "stalled";
    case UpstreamState::failed: return "failed";
  }
  return "unknown";
}

class Upstream::Core {};

Upstream::Upstream(UpstreamId, UpstreamOptions, fetch::Client&, UpstreamQueue&, std::uint64_t) {}
Upstream::~Upstream() = default;
void Upstream::consumed(Duration, std::size_t) noexcept {}

}  // namespace joincast::headend
