// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/ts_packet.h"

namespace joincast::media {
namespace {

constexpr std::size_t kHeader = 4;
constexpr std::size_t kPcrField = 7;  // flags and PCR, behind the adaptation field's length

}  // namespace

///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |  sync (0x47)  |E|S|P|          PID            |SC |AF |  CC   |
TsPacketView parse_ts_packet(std::span<const std::uint8_t, kTsPacket> octets) noexcept {
  TsPacketView packet;
  packet.damaged = (octets[1] & 0x80) != 0;
  packet.begins = (octets[1] & 0x40) != 0;
  packet.pid = static_cast<std::uint16_t>((octets[1] & 0x1f) << 8 | octets[2]);
  packet.scrambled = octets[3] >> 6 != 0;
  packet.continuity = octets[3] & 0x0f;
  const bool has_field = (octets[3] & 0x20) != 0;
  const bool has_payload = (octets[3] & 0x10) != 0;
  const std::size_t field = has_field ? octets[4] : 0;
  const std::size_t head = has_field ? kHeader + 1 + field : kHeader;
  if (has_payload && head < kTsPacket) packet.payload = ByteView(octets).subspan(head);
  if (head > kTsPacket || field == 0) return packet;
  packet.discontinuity = (octets[5] & 0x80) != 0;
  if (field < kPcrField || (octets[5] & 0x10) == 0) return packet;
  ByteReader in(ByteView(octets).subspan(6));
  const std::int64_t high = in.u32();
  const std::int64_t low = in.u16();
  packet.pcr = (high << 1 | low >> 15) * 300 + (low & 0x1ff);
  if (*packet.pcr >= kPcrWrap) *packet.pcr -= kPcrWrap;
  return packet;
}

bool begins_with_ts(ByteView octets, std::size_t packets) noexcept {
  for (std::size_t i = 0; i < packets && i * kTsPacket < octets.size(); ++i)
    if (octets[i * kTsPacket] != kTsSync) return false;
  return !octets.empty();
}

}  // namespace joincast::media
