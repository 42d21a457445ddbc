// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "base/bytes.h"
#include "base/export.h"

namespace joincast::rtp {

inline constexpr std::uint16_t kOneByteProfile = 0xbede;  ///< RFC 8285 section 4.2
inline constexpr std::uint16_t kTwoByteProfile = 0x1000;  ///< its low four bits are appbits (section 4.3)

/// One element of a header extension; dies with the packet.
struct ExtensionElement {
  std::uint8_t id = 0;  ///< 1..14 in the one-byte form, 1..255 in the two-byte form
  ByteView data;        ///< 1..16 octets in the one-byte form, 0..255 in the two-byte form
};

/// Walks over the elements of an RFC 8285 header extension. Ends quietly at the end, at ID 15 of the
/// one-byte form, at a profile that is neither form, and at an element that would overrun: what came before counts.
class JOINCAST_EXPORT ExtensionReader {
 public:
  ExtensionReader(std::uint16_t profile, ByteView octets) noexcept : profile_(profile), in_(octets) {}

  std::optional<ExtensionElement> next() noexcept;

 private:
  std::uint16_t profile_;
  ByteReader in_;
  bool stopped_ = false;
};

/// The elements in the shorter form that can hold them all, padded to whole words.
struct EncodedExtension {
  std::uint16_t profile = kOneByteProfile;
  Bytes octets;
};
JOINCAST_EXPORT EncodedExtension encode_extension(std::span<const ExtensionElement> elements);

}  // namespace joincast::rtp
