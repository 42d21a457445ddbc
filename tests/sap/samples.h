// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <fstream>
#include <iterator>
#include <string>

#include "sap/packet.h"

namespace joincast::sap {

/// A file of tests/vectors.
inline Bytes vector_octets(const std::string& name) {
  std::ifstream file(JOINCAST_VECTORS "/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A description of session `id`, with a title that may change.
inline std::string description(std::uint64_t id, const std::string& title = "title") {
  const std::string version = std::to_string(title.size());
  return "v=0\r\no=- " + std::to_string(id) + ' ' + version + " IN IP4 192.0.2.1\r\ns=Radio\r\ni=" + title +
         "\r\nc=IN IP4 239.195.1.1/16\r\nt=0 0\r\nm=audio 5004 RTP/AVP 14\r\n";
}

inline Bytes datagram(const std::string& payload, bool deletion = false) {
  PacketView packet;
  packet.deletion = deletion;
  packet.origin = IpAddress::v4(0xc000'0201);
  packet.payload = as_bytes(payload);
  return *encode(packet, {.max_octets = 65'536});
}

}  // namespace joincast::sap
