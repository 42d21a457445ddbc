// SPDX-License-Identifier: LGPL-2.1-or-later
#include <algorithm>

#include "payload/formats.h"
#include "payload/queues.h"

namespace joincast::payload {
namespace {

/// Octets of one sample of each channel.
std::size_t frame_size(const Format& format) {
  const std::size_t sample = format.codec == Codec::l24 ? 3 : format.codec == Codec::l16 ? 2 : 1;
  return sample * std::max<std::size_t>(format.channels, 1);
}

/// Samples one behind the other, whole sample frames in each packet (RFC 3551 sections 4.5.11, 4.5.14; RFC 3190).
class PcmPacketizer final : public QueueingPacketizer {
 public:
  PcmPacketizer(const Format& format, const PacketizerSettings& settings)
      : QueueingPacketizer(settings), frame_(frame_size(format)) {
    const auto wanted = settings_.packet_time.count() * std::int64_t{format.clock_rate_hz} / 1'000'000'000;
    const auto most = static_cast<std::int64_t>(settings_.max_payload / frame_);
    packet_frames_ = static_cast<std::size_t>(std::clamp<std::int64_t>(wanted, 1, std::max<std::int64_t>(most, 1)));
  }

  bool push(const AccessUnit& unit) override {
    if (unit.octets.empty() || unit.octets.size() % frame_ != 0 || frame_ > settings_.max_payload) return false;
    note_loss(unit);
    AccessUnit part{{}, unit.timestamp, 0, unit.after_loss};
    ByteView rest = unit.octets;
    while (!rest.empty()) {
      if (!is_gathering() || !continues(part)) {
        begin(part, {});
        gathered_.marker = take_start();
      }
      part.after_loss = false;
      const std::size_t room = packet_frames_ * frame_ - gathered_size();
      const ByteView taken = rest.first(std::min(room, rest.size()));
      part.duration = static_cast<std::uint32_t>(taken.size() / frame_);
      append(part, taken);
      part.timestamp += part.duration;
      part.duration = 0;
      rest = rest.subspan(taken.size());
      if (gathered_size() >= packet_frames_ * frame_) flush();
    }
    return true;
  }

 private:
  std::size_t frame_;
  std::size_t packet_frames_ = 1;
};

class PcmDepacketizer final : public QueueingDepacketizer {
 public:
  explicit PcmDepacketizer(const Format& format) : QueueingDepacketizer(format), frame_(frame_size(format)) {}

  Result<void, ParseError> push(const PacketInput& packet) override {
    if (packet.lost_before) note_loss();
    const std::size_t size = packet.payload.size();
    if (size == 0) return refuse(ParseErrc::truncated, 0);
    if (size % frame_ != 0) return refuse(ParseErrc::bad_length, size);
    emit(packet.payload, packet.timestamp, static_cast<std::uint32_t>(size / frame_));
    return {};
  }

 private:
  std::size_t frame_;
};

}  // namespace

PacketizerPtr make_pcm_packetizer(const Binding& binding, const PacketizerSettings& settings) {
  return std::make_unique<PcmPacketizer>(binding.format, settings);
}

DepacketizerPtr make_pcm_depacketizer(const Binding& binding) {
  return std::make_unique<PcmDepacketizer>(binding.format);
}

}  // namespace joincast::payload
