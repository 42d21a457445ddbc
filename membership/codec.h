// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.h"
#include "base/export.h"
#include "base/parse_error.h"
#include "base/result.h"
#include "membership/message.h"

namespace joincast::membership {

/// Where the octets were caught.
enum class Direction : std::uint8_t {
  incoming,  ///< from the link: every checksum must be right
  outgoing,  ///< PACKET_OUTGOING: the own host's, whose checksums the kernel may still have to fill in
};

/// The longest MLD or IGMP message taken, in octets; it leaves room for the IP headers that
/// to_ip_packet() writes.
inline constexpr std::size_t kMaxMessage = 65'000;

/// Reads what an AF_PACKET SOCK_DGRAM socket delivers: a packet from its IP header on, with or without
/// the link layer's padding behind it. `wrong_type` means that the packet is in order but neither MLD, IGMP
/// nor MRD, so it is somebody else's; every other error is worth a count.
///
/// Checked: IP lengths; IPv4 header checksum and no fragment; TTL or hop limit 1; MLD's hop-by-hop router
/// alert (RFC 3810 sections 6.2 and 7.4; IGMP's is not asked for, as older hosts lack it); the checksum; the
/// source: link-local for IPv6 (`::` for reports only, RFC 3590), no multicast address for IPv4
/// (0.0.0.0 is allowed, RFC 3376 section 4.2.13); groups of old messages and queries are multicast.
/// Octets behind a message are ignored (RFC 3810 section 5.2.11).
JOINCAST_EXPORT Result<Packet, ParseError> parse(ByteView ip_packet, Direction direction = Direction::incoming);

/// The same from an ICMPv6 or IGMP message alone, as a raw socket delivers it; the caller vouches for hop
/// limit and router alert. `source` and `destination` are of one family.
JOINCAST_EXPORT Result<Packet, ParseError> parse_message(ByteView message, const IpAddress& source,
                                                         const IpAddress& destination,
                                                         Direction direction = Direction::incoming);

/// The ICMPv6 or IGMP message with its checksum. Times are rounded down to what the wire can say and
/// clamped to its range. The message's addresses must be of the packet's family and its size at most
/// kMaxMessage; an IPv6 packet knows no Dialect::v1. What parse() gave always fits.
JOINCAST_EXPORT Bytes encode(const Packet& packet);

/// The whole IP packet for an AF_PACKET SOCK_DGRAM or IPPROTO_RAW socket: hop limit (TTL) 1, hop-by-hop
/// router alert or IP router alert option, DSCP CS6 (RFC 3376 section 4), all checksums.
JOINCAST_EXPORT Bytes to_ip_packet(const Packet& packet);

/// Where a message belongs by its RFC: ff02::1 or the group for queries, ff02::16 for reports, the group
/// for old reports, ff02::2 for leaves and solicitations, ff02::6a for advertisements; IPv4 alike.
JOINCAST_EXPORT IpAddress destination_of(const Message& message, Family family);

/// The Ethernet address of a multicast group (RFC 1112 section 6.4, RFC 2464 section 7): sockaddr_ll's
/// sll_addr when sending through a packet socket.
JOINCAST_EXPORT std::array<std::uint8_t, 6> mac_address(const IpAddress& group) noexcept;

inline constexpr IpAddress kAllSystems = IpAddress::v4(0xe000'0001);     ///< 224.0.0.1
inline constexpr IpAddress kAllRouters = IpAddress::v4(0xe000'0002);     ///< 224.0.0.2
inline constexpr IpAddress kIgmpV3Routers = IpAddress::v4(0xe000'0016);  ///< 224.0.0.22
inline constexpr IpAddress kAllSnoopers = IpAddress::v4(0xe000'006a);    ///< 224.0.0.106

/// `ff02::low`: the well-known link-local groups of IPv6.
constexpr IpAddress link_group(std::uint8_t low) noexcept {
  return IpAddress::v6(std::array<std::uint8_t, 16>{0xff, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, low});
}
inline constexpr IpAddress kAllNodesV6 = link_group(0x01);
inline constexpr IpAddress kAllRoutersV6 = link_group(0x02);
inline constexpr IpAddress kMldV2RoutersV6 = link_group(0x16);
inline constexpr IpAddress kAllSnoopersV6 = link_group(0x6a);

}  // namespace joincast::membership
