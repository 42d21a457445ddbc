// SPDX-License-Identifier: LGPL-2.1-or-later
#include "membership/codec.h"
#include "membership/wire.h"

namespace joincast::membership {
namespace {

constexpr std::uint8_t kIgmp = 2;
constexpr std::uint8_t kHopByHop = 0;
constexpr std::uint8_t kIcmpV6 = 58;
constexpr std::uint8_t kPad1 = 0;
constexpr std::uint8_t kRouterAlert = 5;
constexpr std::size_t kFixedV4 = 20;
constexpr std::size_t kFixedV6 = 40;
constexpr std::size_t kChecksumV4 = 10;
constexpr std::uint16_t kMoreAndOffset = 0x3fff;  // more fragments, fragment offset
constexpr std::uint8_t kDscpCs6 = 0xc0;           // internetwork control

using Parsed = Result<Packet, ParseError>;

/// RFC 791 section 3.1.
Parsed parse_v4(ByteView octets, Direction direction) {
  ByteReader in(octets);
  const auto stop = [&in](ParseErrc code) { return fail(ParseError{code, in.offset()}); };

  const std::size_t header_size = 4u * (in.u8() & 0x0f);
  in.skip(1);
  const std::size_t total = in.u16();
  in.skip(2);
  const bool fragment = (in.u16() & kMoreAndOffset) != 0;
  const std::uint8_t ttl = in.u8();
  const std::uint8_t protocol = in.u8();
  in.skip(2);
  const IpAddress source = wire::read_address(in, Family::ipv4);
  const IpAddress destination = wire::read_address(in, Family::ipv4);
  if (!in.ok()) return stop(ParseErrc::truncated);
  if (protocol != kIgmp) return stop(ParseErrc::wrong_type);
  if (header_size < kFixedV4 || total < header_size) return stop(ParseErrc::bad_length);
  if (total > octets.size()) return stop(ParseErrc::truncated);
  if (fragment) return stop(ParseErrc::bad_value);
  const ByteView message = octets.first(total).subspan(header_size);
  if (message.empty()) return stop(ParseErrc::truncated);
  if (!wire::is_igmp(message[0])) return stop(ParseErrc::wrong_type);
  if (ttl != 1) return stop(ParseErrc::bad_value);
  if (direction == Direction::incoming && wire::checksum({octets.first(header_size)}) != 0)
    return stop(ParseErrc::bad_checksum);
  auto packet = parse_message(message, source, destination, direction);
  if (!packet) return fail(ParseError{packet.error().code, header_size + packet.error().offset});
  return packet;
}

/// Whether the options of a hop-by-hop header hold a router alert (RFC 2711); `in` is at the first.
bool has_router_alert(ByteReader in) noexcept {
  bool found = false;
  while (in.ok() && !in.at_end()) {
    const std::uint8_t type = in.u8();
    if (type == kPad1) continue;
    const std::size_t size = in.u8();
    const ByteView value = in.take(size);
    found = found || (type == kRouterAlert && value.size() == 2 && value[0] == 0 && value[1] == 0);
  }
  return found && in.ok();
}

/// RFC 8200 section 3, with at most the hop-by-hop header before ICMPv6.
Parsed parse_v6(ByteView octets, Direction direction) {
  ByteReader in(octets);
  const auto stop = [&in](ParseErrc code) { return fail(ParseError{code, in.offset()}); };

  in.skip(4);
  const std::size_t payload_size = in.u16();
  std::uint8_t next = in.u8();
  const std::uint8_t hop_limit = in.u8();
  const IpAddress source = wire::read_address(in, Family::ipv6);
  const IpAddress destination = wire::read_address(in, Family::ipv6);
  if (!in.ok()) return stop(ParseErrc::truncated);
  if (next != kHopByHop && next != kIcmpV6) return stop(ParseErrc::wrong_type);
  ByteReader payload(in.take(payload_size));
  if (!in.ok()) return stop(ParseErrc::truncated);

  bool alert = false;
  if (next == kHopByHop) {
    next = payload.u8();
    alert = has_router_alert(ByteReader(payload.take(8u * payload.u8() + 6)));
    if (!payload.ok()) return stop(ParseErrc::bad_length);
    if (next != kIcmpV6) return stop(ParseErrc::wrong_type);
  }
  const std::size_t offset = kFixedV6 + payload.offset();
  const ByteView message = payload.rest();
  if (message.empty()) return stop(ParseErrc::truncated);
  if (!wire::is_mld(message[0]) && !wire::is_mrd_v6(message[0])) return stop(ParseErrc::wrong_type);
  if (hop_limit != 1) return stop(ParseErrc::bad_value);
  if (!alert && wire::is_mld(message[0])) return stop(ParseErrc::missing);
  auto packet = parse_message(message, source, destination, direction);
  if (!packet) return fail(ParseError{packet.error().code, offset + packet.error().offset});
  return packet;
}

Bytes to_ipv4(const Packet& packet, ByteView message) {
  Bytes octets;
  ByteWriter out(octets);
  out.u8(0x46);  // version 4, six words
  out.u8(kDscpCs6);
  out.u16(static_cast<std::uint16_t>(kFixedV4 + 4 + message.size()));
  out.u16(0);
  out.u16(0x4000);  // do not fragment
  out.u8(1);
  out.u8(kIgmp);
  out.u16(0);
  out.bytes(packet.source.octets());
  out.bytes(packet.destination.octets());
  out.u32(0x9404'0000);  // router alert (RFC 2113)
  out.patch_u16(kChecksumV4, wire::checksum({octets}));
  out.bytes(message);
  return octets;
}

Bytes to_ipv6(const Packet& packet, ByteView message) {
  Bytes octets;
  ByteWriter out(octets);
  out.u32(6u << 28 | std::uint32_t{kDscpCs6} << 20);
  out.u16(static_cast<std::uint16_t>(8 + message.size()));
  out.u8(kHopByHop);
  out.u8(1);
  out.bytes(packet.source.octets());
  out.bytes(packet.destination.octets());
  out.u8(kIcmpV6);
  out.u8(0);             // eight octets in all
  out.u32(0x0502'0000);  // router alert for MLD (RFC 2711)
  out.u16(0x0100);       // PadN
  out.bytes(message);
  return octets;
}

}  // namespace

Result<Packet, ParseError> parse(ByteView ip_packet, Direction direction) {
  if (ip_packet.empty()) return fail(ParseError{ParseErrc::truncated, 0});
  switch (ip_packet[0] >> 4) {
    case 4: return parse_v4(ip_packet, direction);
    case 6: return parse_v6(ip_packet, direction);
    default: return fail(ParseError{ParseErrc::unsupported_version, 0});
  }
}

Bytes to_ip_packet(const Packet& packet) {
  const Bytes message = encode(packet);
  return packet.source.is_v4() ? to_ipv4(packet, message) : to_ipv6(packet, message);
}

}  // namespace joincast::membership
