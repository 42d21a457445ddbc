// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/export.h"
#include "payload/format.h"

namespace joincast::sdp {
struct Attribute;
struct Media;
}  // namespace joincast::sdp

namespace joincast::payload {

/// How access units sit in packets where a codec knows more than one way.
enum class Packing : std::uint8_t {
  plain,          ///< the codec's only way, or its first
  mpeg4_generic,  ///< AAC by RFC 3640
  latm,           ///< AAC by RFC 6416 (MP4A-LATM), configuration out of band
};

/// Sizes in bits of the parts of an AU header (RFC 3640 section 3.2.1); AAC-hbr has 13, 3, 3.
struct AuHeaderLayout {
  std::uint8_t size_length = 13;
  std::uint8_t index_length = 3;
  std::uint8_t index_delta_length = 3;

  friend bool operator==(const AuHeaderLayout&, const AuHeaderLayout&) = default;
};

/// What a payload type means (design section 1).
struct Binding {
  std::uint8_t payload_type = 0;
  Format format;
  Packing packing = Packing::plain;
  AuHeaderLayout au_headers;  ///< for mpeg4_generic

  friend bool operator==(const Binding&, const Binding&) = default;
};

/// The usual packing of a format: mpeg4_generic for AAC, else plain.
JOINCAST_EXPORT Binding make_binding(std::uint8_t payload_type, Format format);

/// By RFC 3551's table alone; none for types it does not know.
JOINCAST_EXPORT std::optional<Binding> static_binding(std::uint8_t payload_type);

/// By the description's `a=rtpmap` and `a=fmtp`, else by the table. An encoding that is not known here gives
/// Codec::unknown with its name and clock. None if the section does not list the type, if a dynamic type
/// lacks its map, or if parameters without which the codec cannot be read are absent or malformed.
JOINCAST_EXPORT std::optional<Binding> bind(const sdp::Media& media, std::uint8_t payload_type);

/// The inverse: `a=rtpmap` and, where needed, `a=fmtp` for a media section. `bind()` of them gives the
/// binding again, but for what the frames say themselves (rate and channels of mpa, Opus's header).
JOINCAST_EXPORT std::vector<sdp::Attribute> describe(const Binding& binding);

}  // namespace joincast::payload
