// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/address.h"
#include "base/bytes.h"
#include "base/time.h"

/// Datagrams as they come over the wire, written octet by octet and without the rooms under test.
namespace joincast::libreceiver {

inline const IpAddress kGroupAddress = *parse_address("ff3e:40:2001:db8::8000:1");
inline const Group kGroup{kGroupAddress, 2};
inline const Endpoint kHeadend{*parse_address("2001:db8::1"), 40000};
inline const Endpoint kStranger{*parse_address("2001:db8::bad"), 40000};

struct Rtp {
  std::uint8_t payload_type = 14;
  std::uint16_t sequence = 0;
  std::uint32_t timestamp = 0;
  std::uint32_t ssrc = 0x11223344;
};

/// RFC 3550 section 5.1, with one MPEG-1 layer III frame behind RFC 2250's header.
inline Bytes rtp(const Rtp& packet) {
  Bytes octets;
  ByteWriter out(octets);
  out.u8(0x80);                 // version 2, no padding, extension or CSRCs
  out.u8(packet.payload_type);  // no marker
  out.u16(packet.sequence);
  out.u32(packet.timestamp);
  out.u32(packet.ssrc);
  out.u32(0);                                // RFC 2250 section 3.5: MBZ, fragment offset 0
  out.bytes(Bytes{0xff, 0xfb, 0x94, 0x00});  // 128 kbit/s, 48 kHz, no padding, stereo
  out.zeros(384 - 4);                        // a whole frame has 384 octets
  return octets;
}

/// RFC 2974 section 6.
inline Bytes sap(std::string_view sdp, const IpAddress& origin, std::uint16_t hash, bool deletion = false) {
  Bytes octets;
  ByteWriter out(octets);
  out.u8(static_cast<std::uint8_t>(0x30 | (deletion ? 0x04 : 0)));  // version 1, IPv6 origin, announcement or deletion
  out.u8(0);                                                        // no authentication data
  out.u16(hash);
  out.bytes(origin.octets());
  out.text("application/sdp");
  out.u8(0);
  out.text(sdp);
  return octets;
}

struct Sdp {
  std::uint64_t id = 1;
  std::uint64_t version = 1;
  std::string host = "2001:db8::1";
  std::string name = "Morning Radio";
  std::string title = {};
  std::string lines = {};  ///< of the medium, CRLF ended
  std::string media = "m=audio 5004 RTP/AVP 14\r\n";
  std::string group = "ff3e:40:2001:db8::8000:1";
};

inline std::string sdp(const Sdp& words) {
  std::string text = "v=0\r\no=- " + std::to_string(words.id) + " " + std::to_string(words.version) + " IN IP6 " +
                     words.host + "\r\ns=" + words.name + "\r\n";
  if (!words.title.empty()) text += "i=" + words.title + "\r\n";
  text += "c=IN IP6 " + words.group + "\r\nt=0 0\r\n" + words.media + words.lines;
  return text;
}

/// RFC 3550 section 6: an empty RR and SDES with a CNAME of four octets, then a BYE.
inline Bytes rtcp_bye(std::uint32_t ssrc) {
  Bytes octets;
  ByteWriter out(octets);
  out.bytes(Bytes{0x80, 201, 0, 1});  // version 2, RR, two words
  out.u32(ssrc);
  out.bytes(Bytes{0x81, 202, 0, 3});  // one chunk, SDES, four words
  out.u32(ssrc);
  out.bytes(Bytes{1, 4, 'h', 'e', 'a', 'd', 0, 0});  // CNAME, end
  out.bytes(Bytes{0x81, 203, 0, 1});                 // one source, BYE, two words
  out.u32(ssrc);
  return octets;
}

}  // namespace joincast::libreceiver
