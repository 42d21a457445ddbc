// SPDX-License-Identifier: LGPL-2.1-or-later
#include "payload/formats.h"
#include "payload/opus_packet.h"
#include "payload/queues.h"

namespace joincast::payload {
namespace {

/// One Opus packet, as it is, behind each RTP header (RFC 7587 section 4.2).
class OpusPacketizer final : public QueueingPacketizer {
 public:
  using QueueingPacketizer::QueueingPacketizer;

  bool push(const AccessUnit& unit) override {
    const auto duration = opus_duration(unit.octets);
    if (!duration || unit.octets.size() > settings_.max_payload) return false;
    note_loss(unit);
    send({unit.octets, unit.timestamp, *duration, take_start()});
    return true;
  }
};

class OpusDepacketizer final : public QueueingDepacketizer {
 public:
  using QueueingDepacketizer::QueueingDepacketizer;

  Result<void, ParseError> push(const PacketInput& packet) override {
    if (packet.lost_before) note_loss();
    const auto duration = opus_duration(packet.payload);
    if (!duration) return refuse(packet.payload.size() < 2 ? ParseErrc::truncated : ParseErrc::bad_value, 0);
    emit(packet.payload, packet.timestamp, *duration);
    return {};
  }
};

}  // namespace

PacketizerPtr make_opus_packetizer(const Binding&, const PacketizerSettings& settings) {
  return std::make_unique<OpusPacketizer>(settings);
}

DepacketizerPtr make_opus_depacketizer(const Binding& binding) {
  return std::make_unique<OpusDepacketizer>(binding.format);
}

}  // namespace joincast::payload
