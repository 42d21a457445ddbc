// SPDX-License-Identifier: LGPL-2.1-or-later
#include "membership/wire.h"

namespace joincast::membership::wire {
namespace {

constexpr std::uint8_t kQuery = 0x11;          // RFC 1112, 2236, 3376
constexpr std::uint8_t kReportV1 = 0x12;       // RFC 1112
constexpr std::uint8_t kReportV2 = 0x16;       // RFC 2236
constexpr std::uint8_t kLeave = 0x17;          // RFC 2236
constexpr std::uint8_t kReportV3 = 0x22;       // RFC 3376
constexpr std::uint8_t kAdvertisement = 0x30;  // RFC 4286
constexpr std::uint8_t kSolicitation = 0x31;   // RFC 4286
constexpr std::uint8_t kTermination = 0x32;    // RFC 4286
constexpr std::size_t kQueryV2Size = 8;
constexpr std::size_t kQueryV3Size = 12;  // at least
constexpr auto kUnit = std::chrono::milliseconds{100};

//   0                   1                   2                   3
//  |      Type     | Max Resp Code |           Checksum            |
//  |                         Group Address                         |
//  | Resv  |S| QRV |     QQIC      |     Number of Sources (N)     |  IGMPv3 only
//  |                        Source Addresses                       |
Result<Message, ParseErrc> parse_query(std::uint8_t code, ByteReader& in, std::size_t size) {
  Query query;
  query.group = read_address(in, Family::ipv4);
  if (!in.ok()) return fail(ParseErrc::truncated);
  if (size == kQueryV2Size) {  // RFC 3376 section 7.1: length and code tell the version
    query.dialect = code == 0 ? Dialect::v1 : Dialect::v2;
    query.max_response = code * kUnit;
  } else {
    query.max_response = Code8::decode(code) * kUnit;
    read_query_tail(in, Family::ipv4, query);
    if (!in.ok()) return fail(size < kQueryV3Size ? ParseErrc::bad_length : ParseErrc::truncated);
  }
  if (!query.is_general() && !query.group.is_multicast()) return fail(ParseErrc::bad_address);
  return query;
}

/// IGMPv2's response time is linear and never zero, or it would be an IGMPv1 query.
std::uint8_t code_of(const Query& query) noexcept {
  const std::uint64_t tenths = units(query.max_response, kUnit);
  if (query.dialect == Dialect::v1) return 0;
  if (query.dialect == Dialect::v2) return static_cast<std::uint8_t>(std::clamp<std::uint64_t>(tenths, 1, 0xff));
  return static_cast<std::uint8_t>(Code8::encode(tenths));
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
    out.bytes(group.octets());
  }

  void operator()(const Query& query) const {
    head(kQuery, code_of(query));
    out.bytes(query.group.octets());
    if (query.dialect == Dialect::v3) write_query_tail(out, query);
  }
  void operator()(const Report& report) const {
    head(kReportV3);
    write_report(out, report);
  }
  void operator()(const OldReport& report) const {
    old(report.dialect == Dialect::v1 ? kReportV1 : kReportV2, report.group);
  }
  void operator()(const Leave& leave) const { old(kLeave, leave.group); }
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
    case kQuery: return parse_query(code, in, size);
    case kReportV1: return OldReport{Dialect::v1, read_address(in, Family::ipv4)};
    case kReportV2: return OldReport{Dialect::v2, read_address(in, Family::ipv4)};
    case kLeave: return Leave{read_address(in, Family::ipv4)};
    case kReportV3: return read_report(in, Family::ipv4);
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

bool is_igmp(std::uint8_t type) noexcept {
  return type == kQuery || type == kReportV1 || type == kReportV2 || type == kLeave || type == kReportV3 ||
         (type >= kAdvertisement && type <= kTermination);
}

Result<Message, ParseErrc> parse_igmp(ByteView message) {
  ByteReader in(message);
  const std::uint8_t type = in.u8();
  const std::uint8_t code = in.u8();
  in.skip(2);
  auto body = parse_body(type, code, in, message.size());
  if (body && !in.ok()) return fail(ParseErrc::truncated);
  return body;
}

Bytes encode_igmp(const Message& message) {
  Bytes octets;
  ByteWriter out(octets);
  std::visit(Encoder{out}, message);
  return octets;
}

}  // namespace joincast::membership::wire
