// SPDX-License-Identifier: LGPL-2.1-or-later
#include "membership/wire.h"

namespace joincast::membership::wire {
namespace {

constexpr std::uint8_t kQuery = 130;          // RFC 2710, RFC 3810
constexpr std::uint8_t kReportV1 = 131;       // RFC 2710
constexpr std::uint8_t kDone = 132;           // RFC 2710
constexpr std::uint8_t kReportV2 = 143;       // RFC 3810
constexpr std::uint8_t kAdvertisement = 151;  // RFC 4286
constexpr std::uint8_t kSolicitation = 152;   // RFC 4286
constexpr std::uint8_t kTermination = 153;    // RFC 4286
constexpr std::size_t kQueryV1Size = 24;
constexpr std::size_t kQueryV2Size = 28;  // at least
constexpr auto kUnit = std::chrono::milliseconds{1};

//   0                   1                   2                   3
//  |      Type     |      Code     |           Checksum            |
//  |     Maximum Response Code     |           Reserved            |
//  |                       Multicast Address                       |
//  | Resv  |S| QRV |     QQIC      |     Number of Sources (N)     |  MLDv2 only
//  |                        Source Addresses                       |
Result<Message, ParseErrc> parse_query(ByteReader& in, std::size_t size) {
  Query query;
  const std::uint16_t code = in.u16();
  in.skip(2);
  query.group = read_address(in, Family::ipv6);
  if (!in.ok()) return fail(ParseErrc::truncated);
  if (size == kQueryV1Size) {  // RFC 3810 section 8.1: the length tells the version
    query.dialect = Dialect::v2;
    query.max_response = code * kUnit;
  } else {
    query.max_response = Code16::decode(code) * kUnit;
    read_query_tail(in, Family::ipv6, query);
    if (!in.ok()) return fail(size < kQueryV2Size ? ParseErrc::bad_length : ParseErrc::truncated);
  }
  if (!query.is_general() && !query.group.is_multicast()) return fail(ParseErrc::bad_address);
  return query;
}

/// The group of a report or Done of MLDv1, behind a response delay that means nothing there.
IpAddress read_old_group(ByteReader& in) {
  in.skip(4);
  return read_address(in, Family::ipv6);
}

struct Encoder {
  ByteWriter& out;

  void head(std::uint8_t type, std::uint8_t code = 0) const {
    out.u8(type);
    out.u8(code);
    out.u16(0);
  }
  void old(std::uint8_t type, const IpAddress& group) const {
    head(type);
    out.u32(0);
    out.bytes(group.octets());
  }

  void operator()(const Query& query) const {
    const std::uint64_t milliseconds = units(query.max_response, kUnit);
    head(kQuery);
    out.u16(static_cast<std::uint16_t>(query.dialect == Dialect::v3 ? Code16::encode(milliseconds)
                                                                    : std::min<std::uint64_t>(milliseconds, 0xffff)));
    out.u16(0);
    out.bytes(query.group.octets());
    if (query.dialect == Dialect::v3) write_query_tail(out, query);
  }
  void operator()(const Report& report) const {
    head(kReportV2);
    write_report(out, report);
  }
  void operator()(const OldReport& report) const { old(kReportV1, report.group); }
  void operator()(const Leave& leave) const { old(kDone, leave.group); }
  void operator()(const RouterAdvertisement& advertisement) const {
    head(kAdvertisement, advertisement.interval_s);
    out.u16(advertisement.query_interval_s);
    out.u16(advertisement.robustness);
  }
  void operator()(const RouterSolicitation&) const { head(kSolicitation); }
  void operator()(const RouterTermination&) const { head(kTermination); }
};

Result<Message, ParseErrc> parse_body(std::uint8_t type, std::uint8_t code, ByteReader& in, std::size_t size) {
  switch (type) {
    case kQuery: return parse_query(in, size);
    case kReportV1: return OldReport{Dialect::v2, read_old_group(in)};
    case kDone: return Leave{read_old_group(in)};
    case kReportV2: return read_report(in, Family::ipv6);
    case kAdvertisement: {
      RouterAdvertisement advertisement{.interval_s = code};
      advertisement.query_interval_s = in.u16();
      advertisement.robustness = in.u16();
      return advertisement;
    }
    case kSolicitation: return RouterSolicitation{};
    case kTermination: return RouterTermination{};
    default: return fail(ParseErrc::wrong_type);
  }
}

}  // namespace

bool is_mld(std::uint8_t type) noexcept {
  return type == kQuery || type == kReportV1 || type == kDone || type == kReportV2;
}

bool is_mrd_v6(std::uint8_t type) noexcept { return type >= kAdvertisement && type <= kTermination; }

Result<Message, ParseErrc> parse_mld(ByteView message) {
  ByteReader in(message);
  const std::uint8_t type = in.u8();
  const std::uint8_t code = in.u8();
  in.skip(2);
  auto body = parse_body(type, code, in, message.size());
  if (body && !in.ok()) return fail(ParseErrc::truncated);
  return body;
}

Bytes encode_mld(const Message& message) {
  Bytes octets;
  ByteWriter out(octets);
  std::visit(Encoder{out}, message);
  return octets;
}

}  // namespace joincast::membership::wire
