// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/bytes.h"
#include "base/export.h"
#include "base/parse_error.h"
#include "base/result.h"

namespace joincast::rtp {

inline constexpr std::size_t kHeaderSize = 12;  ///< octets of the fixed header
inline constexpr std::uint8_t kVersion = 2;
inline constexpr std::size_t kMaxCsrcs = 15;

/// An RTP packet seen in the datagram that holds it; dies with it (RFC 3550 section 5.1).
struct PacketView {
  ByteView datagram;              ///< the whole packet, header and padding included
  bool marker = false;            ///< its meaning is the payload format's
  std::uint8_t payload_type = 0;  ///< 0..127
  std::uint16_t sequence = 0;     ///< wraps: see SequenceUnwrapper
  std::uint32_t timestamp = 0;    ///< of the first payload octet, in units of the payload's clock; wraps
  std::uint32_t ssrc = 0;         ///< the synchronisation source
  ByteView csrcs;                 ///< four octets each, at most 15: see csrc()
  bool has_extension = false;
  std::uint16_t extension_profile = 0;  ///< "defined by profile": 0xbede or 0x100x for RFC 8285
  ByteView extension;                   ///< whole words, without the four octets in front
  ByteView payload;                     ///< without padding; may be empty
  std::uint8_t padding = 0;             ///< octets cut off at the end, its count included; zero: none

  std::size_t csrc_count() const noexcept { return csrcs.size() / 4; }

  /// A contributing source; `index` is below csrc_count().
  std::uint32_t csrc(std::size_t index) const noexcept {
    ByteReader in(csrcs.subspan(4 * index));
    return in.u32();
  }
};

/// Refuses other versions, what ends too early, padding of zero or beyond the payload, and the payload
/// types 72..76, which are RTCP's sender reports to APP gone astray (RFC 5761 section 4).
JOINCAST_EXPORT Result<PacketView, ParseError> parse(ByteView datagram) noexcept;

/// The same packet seen in another place: `copy` holds the octets of `packet.datagram`.
JOINCAST_EXPORT PacketView rebased(const PacketView& packet, ByteView copy) noexcept;

/// The header fields of a packet to be sent.
struct Header {
  bool marker = false;
  std::uint8_t payload_type = 0;  ///< 0..127
  std::uint16_t sequence = 0;
  std::uint32_t timestamp = 0;
  std::uint32_t ssrc = 0;

  friend bool operator==(const Header&, const Header&) = default;
};

/// The fixed header alone: no CSRC, extension or padding. For senders that gather it with the payload.
JOINCAST_EXPORT std::array<std::uint8_t, kHeaderSize> encode(const Header& header) noexcept;

/// What else a packet may carry. Everything pointed at is only read during write().
struct Extras {
  std::span<const std::uint32_t> csrcs{};  ///< at most 15
  bool has_extension = false;
  std::uint16_t extension_profile = 0;
  ByteView extension{};      ///< a multiple of four octets, at most 65,535 words
  std::uint8_t padding = 0;  ///< octets to add, the count included; zero: none
};

/// Appends a whole packet to `out`.
JOINCAST_EXPORT void write(Bytes& out, const Header& header, ByteView payload, const Extras& extras = {});

}  // namespace joincast::rtp
