// SPDX-License-Identifier: LGPL-2.1-or-later
#include "payload/queues.h"

#include <algorithm>
#include <cstdlib>

namespace joincast::payload {

Packetizer::~Packetizer() = default;
Depacketizer::~Depacketizer() = default;

QueueingPacketizer::QueueingPacketizer(const PacketizerSettings& settings) noexcept : settings_(settings) {
  settings_.max_payload = std::max<std::size_t>(settings_.max_payload, 64);
  settings_.frames_per_packet = std::max<std::uint32_t>(settings_.frames_per_packet, 1);
}

bool QueueingPacketizer::continues(const AccessUnit& unit) const noexcept {
  const std::int64_t end = gathered_.timestamp + gathered_.duration;
  return !unit.after_loss && std::abs(unit.timestamp - end) <= unit.duration / 8;
}

void QueueingPacketizer::begin(const AccessUnit& unit, ByteView front) {
  flush();
  gathered_.octets.reserve(front.size() + unit.octets.size());
  gathered_.octets.assign(front.begin(), front.end());
  gathered_.timestamp = unit.timestamp;
}

void QueueingPacketizer::append(const AccessUnit& unit, ByteView octets) {
  gathered_.octets.insert(gathered_.octets.end(), octets.begin(), octets.end());
  gathered_.duration += unit.duration;
  ++gathered_units_;
}

void QueueingPacketizer::flush() {
  if (gathered_units_ == 0) return;
  queue_.push_back(std::exchange(gathered_, {}));
  gathered_units_ = 0;
}

std::optional<Payload> QueueingPacketizer::poll() {
  if (queue_.empty()) return std::nullopt;
  Payload payload = std::move(queue_.front());
  queue_.pop_front();
  return payload;
}

std::optional<AccessUnit> QueueingDepacketizer::poll() { return queue_.pop(); }

void QueueingDepacketizer::emit(Bytes octets, std::int64_t timestamp, std::uint32_t duration) {
  if (queue_.size() >= kMaxQueued) {
    lost_ = true;
    return;
  }
  queue_.push_back({std::move(octets), timestamp, duration, std::exchange(lost_, false)});
}

}  // namespace joincast::payload
