// SPDX-License-Identifier: LGPL-2.1-or-later
#include "sap/packet.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "sap/deflate.h"

namespace joincast::sap {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::uint8_t kIpv6Origin = 0x10;
constexpr std::uint8_t kDeletion = 0x04;
constexpr std::uint8_t kEncrypted = 0x02;
constexpr std::uint8_t kCompressed = 0x01;

constexpr std::size_t kMostAuthentication = 4 * 255;
constexpr std::size_t kMostTypeOctets = 127;  // RFC 6838 section 4.2, twice, is more than anybody has
constexpr std::size_t kOriginWithin = 4'096;  // octets in which an o= line must stand

bool is_mime_type(std::string_view text) noexcept {
  if (text.size() > kMostTypeOctets || text.find('/') == text.npos) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

bool same_type(std::string_view a, std::string_view b) noexcept {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

/// Whether a payload shows without a type that it is SDP: `v=0`, or the single `o=` line of a deletion.
bool speaks_for_itself(ByteView payload, bool deletion) noexcept {
  const std::string_view text = as_text(payload);
  return text.starts_with("v=0") || (deletion && (text.empty() || text.starts_with("o=")));
}

/// The MIME type that `body` begins with, its NUL included; empty: none.
std::string_view leading_type(ByteView body) noexcept {
  const std::string_view start = as_text(body.first(std::min(body.size(), kMostTypeOctets + 1)));
  const std::size_t nul = start.find('\0');
  if (nul == start.npos || !is_mime_type(start.substr(0, nul))) return {};
  return start.substr(0, nul + 1);
}

/// Splits `body` into type and payload. False: neither a type nor SDP.
bool take_type(ByteView body, PacketView& packet) noexcept {
  packet.payload = body;
  if (speaks_for_itself(body, packet.deletion)) return true;
  const std::string_view type = leading_type(body);
  if (type.empty()) return false;
  packet.payload_type = type.substr(0, type.size() - 1);
  packet.payload = body.subspan(type.size());
  return true;
}

}  // namespace

//    0                   1                   2                   3
//    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//   | V=1 |A|R|T|E|C|   auth len    |         msg id hash           |
//   :                originating source (32 or 128 bits)            :
//   :                    optional authentication data               :
//   :                      optional payload type             | NUL  :
//   :                            payload                            :
Result<PacketView, ParseError> parse(ByteView datagram, Bytes& inflated, const ParseLimits& limits) {
  ByteReader in(datagram);
  const auto stop = [&in](ParseErrc code) { return fail(ParseError{code, in.offset()}); };

  const std::uint8_t flags = in.u8();
  const std::size_t authentication_size = 4u * in.u8();
  PacketView packet;
  packet.id_hash = in.u16();
  const ByteView origin = in.take(flags & kIpv6Origin ? 16 : 4);
  packet.authentication = in.take(authentication_size);
  if (!in.ok()) return stop(ParseErrc::truncated);
  if (flags >> 5 != kVersion) return stop(ParseErrc::unsupported_version);
  if (flags & kEncrypted) return stop(ParseErrc::encrypted);
  packet.origin = *IpAddress::from_octets(origin);
  packet.deletion = flags & kDeletion;
  packet.compressed = flags & kCompressed;

  ByteView body = in.rest();
  if (packet.compressed) {
    const std::string_view type = leading_type(body);  // RFC 2974 leaves open whether it is deflated too
    inflated.assign(type.begin(), type.end());
    const auto error = inflate(body.subspan(type.size()), inflated, limits.inflated_octets);
    if (error) return stop(*error);
    body = inflated;
  }
  if (body.empty() && !packet.deletion) return stop(ParseErrc::missing);
  if (!take_type(body, packet)) return stop(ParseErrc::bad_value);
  return packet;
}

std::uint16_t id_hash(ByteView payload) noexcept {
  std::uint32_t hash = 0x811c'9dc5;  // FNV-1a
  for (const std::uint8_t octet : payload) hash = (hash ^ octet) * 0x0100'0193;
  const auto folded = static_cast<std::uint16_t>(hash >> 16 ^ hash);
  return folded == 0 ? std::uint16_t{1} : folded;
}

Result<Bytes, ParseError> encode(const PacketView& packet, const EncodeOptions& options) {
  const auto stop = [](ParseErrc code, std::size_t offset) { return fail(ParseError{code, offset}); };
  const bool plain_sdp = same_type(packet.payload_type, kSdpType) && speaks_for_itself(packet.payload, packet.deletion);
  if (!options.with_type && !plain_sdp) return stop(ParseErrc::bad_value, 0);
  if (options.with_type && !is_mime_type(packet.payload_type)) return stop(ParseErrc::bad_value, 0);
  if (!packet.deletion && packet.payload.empty()) return stop(ParseErrc::missing, 0);
  const std::size_t authentication_size = packet.authentication.size();
  if (authentication_size % 4 != 0 || authentication_size > kMostAuthentication) return stop(ParseErrc::bad_length, 0);

  Bytes body;
  ByteWriter body_writer(body);
  if (options.with_type) {
    body_writer.text(packet.payload_type);
    body_writer.u8(0);
  }
  body_writer.bytes(packet.payload);
  if (options.compress) body = deflate(body);

  Bytes out;
  out.reserve(8 + packet.origin.octets().size() + authentication_size + body.size());
  ByteWriter writer(out);
  writer.u8(static_cast<std::uint8_t>(kVersion << 5 | (packet.origin.is_v6() ? kIpv6Origin : 0) |
                                      (packet.deletion ? kDeletion : 0) | (options.compress ? kCompressed : 0)));
  writer.u8(static_cast<std::uint8_t>(authentication_size / 4));
  writer.u16(packet.id_hash != 0 ? packet.id_hash : id_hash(packet.payload));
  writer.bytes(packet.origin.octets());
  writer.bytes(packet.authentication);
  writer.bytes(body);
  if (out.size() > options.max_octets) return stop(ParseErrc::over_limit, out.size());
  return out;
}

// o=<username> <id> <version> <network> <type> <address>: read from its end, since usernames may hold spaces
SessionKey session_key(ByteView payload) noexcept {
  std::string_view rest = as_text(payload.first(std::min(payload.size(), kOriginWithin)));
  while (!rest.empty()) {
    const std::size_t end = rest.find_first_of("\r\n");
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
    if (!line.starts_with("o=")) continue;
    line.remove_prefix(2);
    while (line.ends_with(' ')) line.remove_suffix(1);
    std::size_t space = line.size();
    for (int words = 0; words < 3; ++words) {
      space = space == 0 ? line.npos : line.rfind(' ', space - 1);
      if (space == line.npos) return {};
    }
    const std::size_t version = space == 0 ? line.npos : line.rfind(' ', space - 1);
    if (version == line.npos || line.substr(0, version).find(' ') == line.npos) return {};
    return {.before = line.substr(0, version),
            .version = line.substr(version + 1, space - version - 1),
            .after = line.substr(space + 1)};
  }
  return {};
}

}  // namespace joincast::sap
