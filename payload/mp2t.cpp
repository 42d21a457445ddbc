// SPDX-License-Identifier: LGPL-2.1-or-later
#include <algorithm>

#include "payload/formats.h"
#include "payload/queues.h"

namespace joincast::payload {
namespace {

constexpr std::size_t kTsSize = 188;
constexpr std::size_t kTsPerPacket = 7;
constexpr std::uint8_t kSync = 0x47;

/// Whether these are whole transport stream packets.
bool is_aligned(ByteView octets) {
  if (octets.empty() || octets.size() % kTsSize != 0) return false;
  for (std::size_t at = 0; at < octets.size(); at += kTsSize)
    if (octets[at] != kSync) return false;
  return true;
}

/// Up to seven transport stream packets in each packet (RFC 2250 section 2). The marker tells that the
/// timestamps jump; units are gathered whatever their timestamps, which follow the sender's clock, not the media.
class Mp2tPacketizer final : public QueueingPacketizer {
 public:
  explicit Mp2tPacketizer(const PacketizerSettings& settings) : QueueingPacketizer(settings) {
    room_ = std::clamp<std::size_t>(settings_.max_payload / kTsSize, 0, kTsPerPacket) * kTsSize;
  }

  bool push(const AccessUnit& unit) override {
    if (room_ == 0 || !is_aligned(unit.octets)) return false;
    note_loss(unit);
    if (unit.after_loss) flush();
    const std::size_t count = unit.octets.size() / kTsSize;
    const auto ticks = [&](std::size_t i) {
      return static_cast<std::uint32_t>(std::uint64_t{unit.duration} * i / count);
    };
    for (std::size_t i = 0; i < count; ++i) {
      const AccessUnit part{{}, unit.timestamp + ticks(i), ticks(i + 1) - ticks(i), false};
      if (!is_gathering()) {
        begin(part, {});
        gathered_.marker = take_start();
      }
      append(part, ByteView(unit.octets).subspan(i * kTsSize, kTsSize));
      if (gathered_size() >= room_) flush();
    }
    return true;
  }

 private:
  std::size_t room_;
};

class Mp2tDepacketizer final : public QueueingDepacketizer {
 public:
  using QueueingDepacketizer::QueueingDepacketizer;

  Result<void, ParseError> push(const PacketInput& packet) override {
    if (packet.lost_before) note_loss();
    if (packet.payload.size() < kTsSize) return refuse(ParseErrc::truncated, packet.payload.size());
    ByteView whole = packet.payload.first(packet.payload.size() / kTsSize * kTsSize);
    for (std::size_t at = 0; at < whole.size(); at += kTsSize) {
      if (whole[at] == kSync) continue;
      if (at > 0) emit(whole.first(at), packet.timestamp, 0);
      return refuse(ParseErrc::bad_value, at);
    }
    emit(whole, packet.timestamp, 0);
    if (whole.size() != packet.payload.size()) return refuse(ParseErrc::trailing_octets, whole.size());
    return {};
  }
};

}  // namespace

PacketizerPtr make_mp2t_packetizer(const Binding&, const PacketizerSettings& settings) {
  return std::make_unique<Mp2tPacketizer>(settings);
}

DepacketizerPtr make_mp2t_depacketizer(const Binding& binding) {
  return std::make_unique<Mp2tDepacketizer>(binding.format);
}

}  // namespace joincast::payload
