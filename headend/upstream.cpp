// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/upstream.h"

#include <utility>

#include "headend/upstream_core.h"

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

Upstream::Upstream(UpstreamId id, UpstreamOptions options, fetch::Client& client, UpstreamQueue& queue,
                   std::uint64_t seed)
    : client_(client), core_(std::make_shared<Core>(id, std::move(options), client, queue.shared_, seed)) {
  client_.post([core = core_] { core->start(); });
}

Upstream::~Upstream() {
  client_.post([core = core_] { core->stop(); });
}

void Upstream::set_most_ahead(Duration media) noexcept { core_->set_most_ahead(media); }

void Upstream::consumed(Duration media, std::size_t octets) noexcept { core_->consumed(media, octets); }

}  // namespace joincast::headend
