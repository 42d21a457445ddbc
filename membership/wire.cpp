// SPDX-License-Identifier: LGPL-2.1-or-later
#include "membership/wire.h"

namespace joincast::membership::wire {
namespace {

constexpr std::uint8_t kSuppress = 0x08;
constexpr std::uint8_t kRobustness = 0x07;

std::size_t size_of(Family family) noexcept { return family == Family::ipv4 ? 4 : 16; }

//   0                   1                   2                   3
//  |  Record Type  |  Aux Data Len |     Number of Sources (N)     |
//  |                       Multicast Address                       |
//  |                        Source Addresses                       |
//  |                         Auxiliary Data                        |
GroupRecord read_record(ByteReader& in, Family family) {
  GroupRecord record;
  record.type = static_cast<RecordType>(in.u8());
  const std::size_t auxiliary_size = 4u * in.u8();
  const std::size_t sources = in.u16();
  record.group = read_address(in, family);
  record.sources = read_addresses(in, family, sources);
  in.skip(auxiliary_size);
  return record;
}

}  // namespace

std::vector<IpAddress> read_addresses(ByteReader& in, Family family, std::size_t count) {
  std::vector<IpAddress> addresses;
  ByteReader octets(in.take(count * size_of(family)));
  if (!in.ok()) return addresses;
  addresses.reserve(count);
  while (addresses.size() < count) addresses.push_back(read_address(octets, family));
  return addresses;
}

void write_addresses(ByteWriter& out, const std::vector<IpAddress>& addresses) {
  for (const IpAddress& address : addresses) out.bytes(address.octets());
}

//  | Resv  |S| QRV |     QQIC      |     Number of Sources (N)     |
//  |                        Source Addresses                       |
void read_query_tail(ByteReader& in, Family family, Query& query) {
  const std::uint8_t flags = in.u8();
  query.suppress = (flags & kSuppress) != 0;
  query.robustness = flags & kRobustness;
  query.interval = std::chrono::seconds{Code8::decode(in.u8())};
  const std::size_t sources = in.u16();
  query.sources = read_addresses(in, family, sources);
}

void write_query_tail(ByteWriter& out, const Query& query) {
  const std::uint8_t robustness = query.robustness <= kRobustness ? query.robustness : std::uint8_t{0};
  out.u8(static_cast<std::uint8_t>((query.suppress ? kSuppress : 0) | robustness));
  out.u8(static_cast<std::uint8_t>(Code8::encode(units(query.interval, std::chrono::seconds{1}))));
  out.u16(static_cast<std::uint16_t>(query.sources.size()));
  write_addresses(out, query.sources);
}

//  |           Reserved            |      Number of Records (M)    |
//  |                            Records                            |
Report read_report(ByteReader& in, Family family) {
  in.skip(2);
  const std::size_t count = in.u16();
  Report report;
  report.records.reserve(std::min(count, in.remaining() / (4 + size_of(family))));
  for (std::size_t i = 0; i < count && in.ok(); ++i) report.records.push_back(read_record(in, family));
  return report;
}

void write_report(ByteWriter& out, const Report& report) {
  out.u16(0);
  out.u16(static_cast<std::uint16_t>(report.records.size()));
  for (const GroupRecord& record : report.records) {
    out.u8(static_cast<std::uint8_t>(record.type));
    out.u8(0);
    out.u16(static_cast<std::uint16_t>(record.sources.size()));
    out.bytes(record.group.octets());
    write_addresses(out, record.sources);
  }
}

}  // namespace joincast::membership::wire
