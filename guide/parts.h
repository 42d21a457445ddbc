// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "base/bytes.h"
#include "base/export.h"
#include "base/parse_error.h"
#include "base/result.h"
#include "guide/page.h"

namespace joincast::guide {

inline constexpr std::string_view kPayloadType = "application/vnd.joincast.guide+json";

inline constexpr std::size_t kMostPacket = 1'200;        ///< octets of a SAP packet that carries a part
inline constexpr std::size_t kMostCompressed = 65'536;   ///< octets of a page, deflated
inline constexpr std::size_t kMostInflated = 1'048'576;  ///< octets of its JSON
inline constexpr std::uint16_t kMostParts = 64;
inline constexpr std::size_t kPartHeader = 20;  ///< octets before the piece
/// Octets of the page in one part: what an IPv6 SAP header and the payload type leave.
inline constexpr std::size_t kMostPiece = kMostPacket - 20 - (kPayloadType.size() + 1) - kPartHeader;

/// One part of a page (docs/wire.md). Dies with the datagram.
struct PartView {
  std::uint32_t page = 0;      ///< below 2^24
  std::uint64_t revision = 0;  ///< of the page; parts of different ones never mix
  std::uint16_t part = 0;      ///< from 0 to parts - 1
  std::uint16_t parts = 1;     ///< 1 to kMostParts
  ByteView piece;              ///< of the zlib stream; never empty
};

/// Reads the payload of a SAP packet of type kPayloadType.
JOINCAST_EXPORT Result<PartView, ParseError> parse_part(ByteView payload);

/// The SAP payload of one part.
JOINCAST_EXPORT Bytes encode_part(const PartView& part);

/// A page as it is sent: the SAP payloads of its parts, in order. Refused as over_limit: more than kMostCompressed
/// octets deflated, or kMostInflated of JSON; bad_value: a page number beyond kMostPage.
JOINCAST_EXPORT Result<std::vector<Bytes>, ParseError> cut_page(const Page& page);

/// The SAP packet of a part, at most kMostPacket octets. `origin`: the sending address.
JOINCAST_EXPORT Bytes part_packet(ByteView part, const IpAddress& origin);

/// A page out of its whole zlib stream. Refused: bad_compression, over_limit, and what parse_page() refuses.
/// `inflated_octets`, if given: how many there were, also of a page that is refused.
JOINCAST_EXPORT Result<Page, ParseError> inflate_page(ByteView compressed, const PageLimits& limits = {},
                                                      std::size_t* inflated_octets = nullptr);

}  // namespace joincast::guide
