// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/stream_framer.h"

namespace joincast::media {

StreamFramer::StreamFramer(std::string_view) {}
StreamFramer::~StreamFramer() = default;
StreamFramer::StreamFramer(StreamFramer&&) noexcept = default;
StreamFramer& StreamFramer::operator=(StreamFramer&&) noexcept = default;
void StreamFramer::push(ByteView) {}
std::optional<FramerItem> StreamFramer::poll() { return std::nullopt; }
FramerCounters StreamFramer::counters() const noexcept { return before_; }

}  // namespace joincast::media
