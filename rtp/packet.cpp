// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtp/packet.h"

#include <cassert>

namespace joincast::rtp {
namespace {

constexpr std::uint8_t kPaddingBit = 0x20;
constexpr std::uint8_t kExtensionBit = 0x10;
constexpr std::uint8_t kCsrcMask = 0x0f;
constexpr std::uint8_t kMarkerBit = 0x80;
constexpr std::uint8_t kTypeMask = 0x7f;

constexpr bool is_rtcp(std::uint8_t payload_type) { return payload_type >= 72 && payload_type <= 76; }

void store16(std::uint8_t* at, std::uint16_t value) {
  at[0] = static_cast<std::uint8_t>(value >> 8);
  at[1] = static_cast<std::uint8_t>(value);
}

void store32(std::uint8_t* at, std::uint32_t value) {
  store16(at, static_cast<std::uint16_t>(value >> 16));
  store16(at + 2, static_cast<std::uint16_t>(value));
}

}  // namespace

//  0                   1                   2                   3
//  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
// |V=2|P|X|  CC   |M|     PT      |       sequence number         |
// |                           timestamp                           |
// |           synchronization source (SSRC) identifier            |
// |            contributing source (CSRC) identifiers             |
// |      defined by profile       |           length              |
// |                        header extension                       |
Result<PacketView, ParseError> parse(ByteView datagram) noexcept {
  ByteReader in(datagram);
  const auto stop = [&in](ParseErrc code) { return fail(ParseError{code, in.offset()}); };

  PacketView packet;
  packet.datagram = datagram;
  const std::uint8_t flags = in.u8();
  const std::uint8_t type = in.u8();
  packet.sequence = in.u16();
  packet.timestamp = in.u32();
  packet.ssrc = in.u32();
  packet.csrcs = in.take(4u * (flags & kCsrcMask));
  if (!in.ok()) return stop(ParseErrc::truncated);
  if (flags >> 6 != kVersion) return stop(ParseErrc::unsupported_version);
  packet.marker = (type & kMarkerBit) != 0;
  packet.payload_type = type & kTypeMask;
  if (is_rtcp(packet.payload_type)) return stop(ParseErrc::wrong_type);

  if (flags & kExtensionBit) {
    packet.has_extension = true;
    packet.extension_profile = in.u16();
    const std::size_t words = in.u16();
    packet.extension = in.take(4 * words);
    if (!in.ok()) return stop(ParseErrc::truncated);
  }

  packet.payload = in.rest();
  if (flags & kPaddingBit) {
    packet.padding = packet.payload.empty() ? std::uint8_t{0} : packet.payload.back();
    if (packet.padding == 0 || packet.padding > packet.payload.size()) return stop(ParseErrc::bad_padding);
    packet.payload = packet.payload.first(packet.payload.size() - packet.padding);
  }
  return packet;
}

PacketView rebased(const PacketView& packet, ByteView copy) noexcept {
  const std::uint8_t* from = packet.datagram.data();
  const auto moved = [&](ByteView part) {
    return part.empty() ? ByteView{} : copy.subspan(static_cast<std::size_t>(part.data() - from), part.size());
  };
  PacketView result = packet;
  result.datagram = copy;
  result.csrcs = moved(packet.csrcs);
  result.extension = moved(packet.extension);
  result.payload = moved(packet.payload);
  return result;
}

std::array<std::uint8_t, kHeaderSize> encode(const Header& header) noexcept {
  assert(header.payload_type <= kTypeMask);
  std::array<std::uint8_t, kHeaderSize> octets{};
  octets[0] = kVersion << 6;
  octets[1] = static_cast<std::uint8_t>((header.marker ? kMarkerBit : 0) | (header.payload_type & kTypeMask));
  store16(&octets[2], header.sequence);
  store32(&octets[4], header.timestamp);
  store32(&octets[8], header.ssrc);
  return octets;
}

void write(Bytes& out, const Header& header, ByteView payload, const Extras& extras) {
  assert(extras.csrcs.size() <= kMaxCsrcs);
  assert(extras.extension.size() % 4 == 0 && extras.extension.size() / 4 <= 0xffff);
  std::array<std::uint8_t, kHeaderSize> fixed = encode(header);
  fixed[0] = static_cast<std::uint8_t>(fixed[0] | (extras.padding ? kPaddingBit : 0) |
                                       (extras.has_extension ? kExtensionBit : 0) | (extras.csrcs.size() & kCsrcMask));
  ByteWriter writer(out);
  writer.bytes(fixed);
  for (const std::uint32_t csrc : extras.csrcs) writer.u32(csrc);
  if (extras.has_extension) {
    writer.u16(extras.extension_profile);
    writer.u16(static_cast<std::uint16_t>(extras.extension.size() / 4));
    writer.bytes(extras.extension);
  }
  writer.bytes(payload);
  if (extras.padding) {
    writer.zeros(extras.padding - 1u);
    writer.u8(extras.padding);
  }
}

}  // namespace joincast::rtp
