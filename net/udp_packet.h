// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "base/address.h"
#include "base/bytes.h"
#include "base/export.h"
#include "base/parse_error.h"
#include "base/result.h"

namespace joincast::net {

/// UDP inside an IP packet; dies with its octets.
struct UdpView {
  Endpoint from;
  Endpoint to;
  std::uint8_t hop_limit = 0;
  ByteView octets;  ///< the UDP payload
};

/// Reads an IPv4 or IPv6 packet from its IP header on (RFC 791, RFC 8200, RFC 768). Octets behind the IP
/// packet (Ethernet padding) are ignored. IPv6 extension headers are not walked: wrong_type, as are
/// fragments and other protocols. Checksums are not verified: the kernel may have left them to the card.
JOINCAST_EXPORT Result<UdpView, ParseError> parse_udp(ByteView ip_packet) noexcept;

}  // namespace joincast::net
