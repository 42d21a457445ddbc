// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "media/ts_packet.h"
#include "media/ts_section.h"
#include "media/ts_tables.h"

namespace joincast::media {

inline Bytes transport_vector(const std::string& name) {
  std::ifstream file(std::string(JOINCAST_VECTORS "/transport/") + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// A section as it stands in front of its checksum, with it.
inline Bytes with_checksum(Bytes section) {
  std::uint32_t crc = 0xffff'ffff;
  for (const std::uint8_t octet : section) {
    crc ^= std::uint32_t{octet} << 24;
    for (int bit = 0; bit < 8; ++bit) crc = crc << 1 ^ (crc & 0x8000'0000 ? 0x04c1'1db7u : 0);
  }
  ByteWriter(section).u32(crc);
  return section;
}

/// Builds a transport stream packet by packet.
class TransportBuilder {
 public:
  /// A packet of a stream; `pcr`: its clock in ticks of 27 MHz, none: negative.
  TransportBuilder& packet(std::uint16_t pid, std::int64_t pcr = -1, std::uint8_t mark = 0) {
    ByteWriter out(octets_);
    out.u8(0x47);
    out.u16(pid);
    out.u8(static_cast<std::uint8_t>((pcr < 0 ? 0x10 : 0x30) | (continuity_[pid]++ & 0x0f)));
    std::size_t room = 184;
    if (pcr >= 0) {
      out.u8(7);     // the adaptation field
      out.u8(0x10);  // PCR
      out.u32(static_cast<std::uint32_t>(pcr / 300 >> 1));
      out.u16(static_cast<std::uint16_t>((pcr / 300 & 1) << 15 | 0x7e00 | pcr % 300));
      room -= 8;
    }
    octets_.insert(octets_.end(), room, mark);
    return *this;
  }
  /// A PES packet of at most 170 octets in one packet, with a time stamp in 1/90,000 s.
  TransportBuilder& pes(std::uint16_t pid, std::int64_t pts, ByteView octets) {
    Bytes pes = {0, 0, 1, 0xc0, 0, static_cast<std::uint8_t>(8 + octets.size()), 0x80, 0x80, 5};
    ByteWriter out(pes);
    out.u8(static_cast<std::uint8_t>(0x21 | (pts >> 30 & 7) << 1));
    out.u16(static_cast<std::uint16_t>((pts >> 15 & 0x7fff) << 1 | 1));
    out.u16(static_cast<std::uint16_t>((pts & 0x7fff) << 1 | 1));
    out.bytes(octets);
    ByteWriter packet(octets_);
    packet.u8(0x47);
    packet.u16(static_cast<std::uint16_t>(0x4000 | pid));
    packet.u8(static_cast<std::uint8_t>(0x30 | (continuity_[pid]++ & 0x0f)));
    const std::size_t stuffing = kTsPacket - 5 - pes.size();  // an adaptation field
    packet.u8(static_cast<std::uint8_t>(stuffing));
    if (stuffing > 0) packet.u8(0);
    if (stuffing > 1) octets_.insert(octets_.end(), stuffing - 1, 0xff);
    packet.bytes(pes);
    return *this;
  }
  /// What is sent next of the PID is lost.
  TransportBuilder& lose(std::uint16_t pid) {
    ++continuity_[pid];
    return *this;
  }
  TransportBuilder& section(std::uint16_t pid, const Bytes& section) {
    writers_.try_emplace(pid, pid).first->second.write(section, octets_);
    return *this;
  }
  const Bytes& octets() const noexcept { return octets_; }

 private:
  Bytes octets_;
  std::map<std::uint16_t, std::uint8_t> continuity_;
  std::map<std::uint16_t, TsSectionWriter> writers_;
};

inline const Bytes kTwoProgrammes = with_checksum({
    0x00, 0xb0, 0x11,              // PAT, 17 octets follow
    0x04, 0x01, 0xc3, 0x00, 0x00,  // stream 0x401, version 1, section 0 of 0
    0x00, 0x07, 0xe1, 0x00,        // programme 7: its map has PID 0x100
    0x00, 0x09, 0xe2, 0x00,        // programme 9: 0x200
});
inline const Bytes kMapOfSeven = with_checksum({
    0x02, 0xb0, 0x17,              // PMT, 23 octets follow
    0x00, 0x07, 0xc5, 0x00, 0x00,  // programme 7, version 2
    0xe1, 0x01, 0xf0, 0x00,        // clock in PID 0x101, no descriptors
    0x02, 0xe1, 0x01, 0xf0, 0x00,  // MPEG-2 video in PID 0x101
    0x03, 0xe1, 0x02, 0xf0, 0x00,  // MPEG-1 audio in PID 0x102
});
inline const Bytes kMapOfNine = with_checksum({
    0x02, 0xb0, 0x12,              // PMT
    0x00, 0x09, 0xc1, 0x00, 0x00,  // programme 9, version 0
    0xe2, 0x01, 0xf0, 0x00,        // clock in PID 0x201
    0x03, 0xe2, 0x01, 0xf0, 0x00,  // MPEG-1 audio in PID 0x201
});

/// What is on in a service (section 0) or follows there (section 1), with a name in ISO 6937.
inline Bytes event_of(std::uint8_t service, std::uint8_t section, std::uint8_t version, const std::string& name) {
  const auto size = static_cast<std::uint8_t>(name.size());
  Bytes eit = {0x4e,
               0xf0,
               static_cast<std::uint8_t>(11 + 12 + 2 + 5 + size + 4),  // EIT present/following, actual
               0x00,
               service,
               static_cast<std::uint8_t>(0xc1 | version << 1),
               section,
               0x01,
               0x04,
               0x01,
               0x00,
               0x01,
               0x01,
               0x4e,  // stream, network, last ones
               0x12,
               0x34,
               0xe5,
               0x10,
               0x20,
               0x15,
               0x00,
               0x01,
               0x30,
               0x00,  // event, begin, duration
               0x80,
               static_cast<std::uint8_t>(2 + 5 + size),  // runs; descriptors
               0x4d,
               static_cast<std::uint8_t>(5 + size),
               'd',
               'e',
               'u',
               size};  // short event
  eit.insert(eit.end(), name.begin(), name.end());
  eit.push_back(0);  // no text
  return with_checksum(std::move(eit));
}

}  // namespace joincast::media
