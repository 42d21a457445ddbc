// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

namespace joincast::fetch {

/// 188 octets: the header, stuffing in an adaptation field, then the payload.
inline std::string ts_packet(int pid, bool begins, const std::string& payload) {
  std::string packet = "\x47";
  packet += static_cast<char>((begins ? 0x40 : 0) | pid >> 8);
  packet += static_cast<char>(pid & 0xff);
  packet += '\x30';                                          // adaptation field and payload
  packet += static_cast<char>(188 - 5 - payload.size());     // its length
  if (packet.size() + payload.size() < 188) packet += '\0';  // no flags
  packet += std::string(188 - packet.size() - payload.size(), '\xff');
  return packet + payload;
}

/// One programme, number 1, with a stream of video and one of `type`, whose PES packet begins in one transport packet
/// and ends in the next.
inline std::string transport_of(const std::string& sound, int type) {
  const std::string programmes(
      "\x00"                  // pointer
      "\x00\xb0\x0d"          // table 0, 13 octets follow
      "\x00\x01\xc1\x00\x00"  // stream id, version, section 0 of 0
      "\x00\x01\xe1\x00"      // programme 1: its map has PID 0x100
      "\x00\x00\x00\x00",     // CRC, not looked at
      17);
  std::string map(
      "\x00"                  // pointer
      "\x02\xb0\x17"          // table 2, 23 octets follow
      "\x00\x01\xc1\x00\x00"  // programme 1
      "\xe1\x02\xf0\x00"      // PCR in PID 0x102, no descriptors
      "\x1b\xe1\x02\xf0\x00"  // H.264 in PID 0x102
      "\x0f\xe1\x01\xf0\x00"  // the sound in PID 0x101
      "\x00\x00\x00\x00",     // CRC
      27);
  map[18] = static_cast<char>(type);
  const std::string header("\x00\x00\x01\xc0\x00\x00\x80\x80\x05\x21\x00\x01\x00\x01", 14);  // PES with a time stamp
  const std::size_t half = sound.size() / 2;
  return ts_packet(0, true, programmes) + ts_packet(0x100, true, map) + ts_packet(0x102, true, "video") +
         ts_packet(0x101, true, header + sound.substr(0, half)) + ts_packet(0x101, false, sound.substr(half));
}

}  // namespace joincast::fetch
