// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "base/address.h"
#include "base/bytes.h"

namespace joincast::headend {

/// A UDP datagram as it is heard on the wire, from the IP header on, without checksums.
inline Bytes udp_packet(const Endpoint& from, const Endpoint& to, ByteView octets) {
  const auto udp_size = static_cast<std::uint16_t>(8 + octets.size());
  Bytes packet;
  ByteWriter out(packet);
  if (to.address.is_v4()) {
    out.u16(0x4500);
    out.u16(static_cast<std::uint16_t>(20 + udp_size));
    out.u32(0);       // no fragment
    out.u16(0x1011);  // TTL 16, UDP
    out.u16(0);
  } else {
    out.u32(0x6000'0000);
    out.u16(udp_size);
    out.u16(0x1110);  // UDP, hop limit 16
  }
  out.bytes(from.address.octets());
  out.bytes(to.address.octets());
  out.u16(from.port);
  out.u16(to.port);
  out.u16(udp_size);
  out.u16(0);
  out.bytes(octets);
  return packet;
}

}  // namespace joincast::headend
