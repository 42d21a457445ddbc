// SPDX-License-Identifier: LGPL-2.1-or-later
#include "membership/codec.h"

#include <cassert>

#include "membership/wire.h"

namespace joincast::membership {
namespace {

constexpr std::uint8_t kIcmpV6 = 58;
constexpr std::size_t kChecksumOffset = 2;

/// RFC 8200 section 8.1.
Bytes pseudo_header(const IpAddress& source, const IpAddress& destination, std::size_t size) {
  Bytes octets;
  ByteWriter out(octets);
  out.bytes(source.octets());
  out.bytes(destination.octets());
  out.u32(static_cast<std::uint32_t>(size));
  out.u32(kIcmpV6);
  return octets;
}

std::uint16_t checksum_of(ByteView message, const IpAddress& source, const IpAddress& destination) {
  if (source.is_v4()) return wire::checksum({message});
  return wire::checksum({pseudo_header(source, destination, message.size()), message});
}

/// RFC 3810 sections 5.1.14 and 5.2.13, RFC 3590; RFC 3376 section 4.2.13.
bool may_send(const IpAddress& source, const Message& message) noexcept {
  if (source.is_v4()) return !source.is_multicast() && source.v4_value() != 0xffff'ffff;
  if (source.is_link_local()) return true;
  const bool reports = std::holds_alternative<Report>(message) || std::holds_alternative<OldReport>(message) ||
                       std::holds_alternative<Leave>(message);
  return source.is_unspecified() && reports;
}

bool has_sane_group(const Message& message) noexcept {
  if (const auto* report = std::get_if<OldReport>(&message)) return report->group.is_multicast();
  if (const auto* leave = std::get_if<Leave>(&message)) return leave->group.is_multicast();
  return true;
}

}  // namespace

Result<Packet, ParseError> parse_message(ByteView octets, const IpAddress& source, const IpAddress& destination,
                                         Direction direction) {
  const auto stop = [](ParseErrc code, std::size_t offset) { return fail(ParseError{code, offset}); };
  if (octets.empty()) return stop(ParseErrc::truncated, 0);
  const std::uint8_t type = octets[0];
  if (source.is_v4() ? !wire::is_igmp(type) : !wire::is_mld(type) && !wire::is_mrd_v6(type))
    return stop(ParseErrc::wrong_type, 0);
  if (octets.size() > kMaxMessage) return stop(ParseErrc::over_limit, kMaxMessage);
  if (direction == Direction::incoming && checksum_of(octets, source, destination) != 0)
    return stop(ParseErrc::bad_checksum, kChecksumOffset);
  auto message = source.is_v4() ? wire::parse_igmp(octets) : wire::parse_mld(octets);
  if (!message) return stop(message.error(), octets.size());
  if (!may_send(source, *message) || !has_sane_group(*message)) return stop(ParseErrc::bad_address, 0);
  return Packet{source, destination, std::move(*message)};
}

Bytes encode(const Packet& packet) {
  assert(packet.source.family() == packet.destination.family());
  Bytes octets = packet.source.is_v4() ? wire::encode_igmp(packet.message) : wire::encode_mld(packet.message);
  assert(octets.size() <= kMaxMessage);
  ByteWriter(octets).patch_u16(kChecksumOffset, checksum_of(octets, packet.source, packet.destination));
  return octets;
}

IpAddress destination_of(const Message& message, Family family) {
  const bool v4 = family == Family::ipv4;
  if (const auto* query = std::get_if<Query>(&message))
    return !query->is_general() ? query->group : v4 ? kAllSystems : kAllNodesV6;
  if (const auto* report = std::get_if<OldReport>(&message)) return report->group;
  if (std::holds_alternative<Report>(message)) return v4 ? kIgmpV3Routers : kMldV2RoutersV6;
  if (std::holds_alternative<Leave>(message) || std::holds_alternative<RouterSolicitation>(message))
    return v4 ? kAllRouters : kAllRoutersV6;
  return v4 ? kAllSnoopers : kAllSnoopersV6;
}

std::array<std::uint8_t, 6> mac_address(const IpAddress& group) noexcept {
  const std::uint32_t low = group.group_id();
  const auto octet = [low](unsigned shift) { return static_cast<std::uint8_t>(low >> shift); };
  if (group.is_v4()) return {0x01, 0x00, 0x5e, static_cast<std::uint8_t>(octet(16) & 0x7f), octet(8), octet(0)};
  return {0x33, 0x33, octet(24), octet(16), octet(8), octet(0)};
}

}  // namespace joincast::membership
