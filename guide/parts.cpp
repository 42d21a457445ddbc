// SPDX-License-Identifier: LGPL-2.1-or-later
#include "guide/parts.h"

#include <algorithm>

#include "sap/deflate.h"
#include "sap/packet.h"

namespace joincast::guide {
namespace {

constexpr std::uint8_t kVersion = 1;

}  // namespace

//    0                   1                   2                   3
//    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//   |  version = 1  |   reserved    |             part              |
//   |             parts             |           reserved            |
//   |                             page                              |
//   |                                                               |
//   |                           revision                            |
//   :                 piece of a zlib stream (RFC 1950)             :
Result<PartView, ParseError> parse_part(ByteView payload) {
  ByteReader in(payload);
  const auto stop = [&in](ParseErrc code) { return fail(ParseError{code, in.offset()}); };
  const std::uint8_t version = in.u8();
  in.skip(1);
  PartView part;
  part.part = in.u16();
  part.parts = in.u16();
  in.skip(2);
  part.page = in.u32();
  part.revision = in.u64();
  if (!in.ok()) return stop(ParseErrc::truncated);
  if (version != kVersion) return stop(ParseErrc::unsupported_version);
  if (part.parts == 0 || part.part >= part.parts || part.page > kMostPage) return stop(ParseErrc::bad_value);
  if (part.parts > kMostParts) return stop(ParseErrc::over_limit);
  part.piece = in.rest();
  if (part.piece.empty()) return stop(ParseErrc::truncated);
  if (part.piece.size() > kMostPacket) return stop(ParseErrc::over_limit);
  return part;
}

Bytes encode_part(const PartView& part) {
  Bytes out;
  out.reserve(kPartHeader + part.piece.size());
  ByteWriter writer(out);
  writer.u8(kVersion);
  writer.u8(0);
  writer.u16(part.part);
  writer.u16(part.parts);
  writer.u16(0);
  writer.u32(part.page);
  writer.u64(part.revision);
  writer.bytes(part.piece);
  return out;
}

Result<std::vector<Bytes>, ParseError> cut_page(const Page& page) {
  if (page.number > kMostPage) return fail(ParseError{ParseErrc::bad_value, 0});
  const std::string json = to_json(page);
  if (json.size() > kMostInflated) return fail(ParseError{ParseErrc::over_limit, kMostInflated});
  const Bytes compressed = sap::deflate(as_bytes(json));
  if (compressed.size() > kMostCompressed) return fail(ParseError{ParseErrc::over_limit, kMostCompressed});
  const std::size_t parts = (compressed.size() + kMostPiece - 1) / kMostPiece;
  std::vector<Bytes> out;
  out.reserve(parts);
  for (std::size_t at = 0; at < compressed.size(); at += kMostPiece) {
    PartView part;
    part.page = page.number;
    part.revision = page.revision;
    part.part = static_cast<std::uint16_t>(out.size());
    part.parts = static_cast<std::uint16_t>(parts);
    part.piece = ByteView(compressed).subspan(at, std::min(kMostPiece, compressed.size() - at));
    out.push_back(encode_part(part));
  }
  return out;
}

Bytes part_packet(ByteView part, const IpAddress& origin) {
  sap::PacketView packet;
  packet.origin = origin;
  packet.payload_type = kPayloadType;
  packet.payload = part;
  return sap::encode(packet, {.max_octets = kMostPacket}).value_or(Bytes{});
}

Result<Page, ParseError> inflate_page(ByteView compressed, const PageLimits& limits, std::size_t* inflated_octets) {
  if (compressed.size() > kMostCompressed) return fail(ParseError{ParseErrc::over_limit, kMostCompressed});
  Bytes json;
  const auto error = sap::inflate(compressed, json, kMostInflated);
  if (inflated_octets) *inflated_octets = json.size();
  if (error) return fail(ParseError{*error, 0});
  return parse_page(as_text(json), limits);
}

}  // namespace joincast::guide
