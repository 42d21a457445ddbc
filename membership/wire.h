// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <initializer_list>

#include "base/bytes.h"
#include "base/parse_error.h"
#include "base/result.h"
#include "membership/message.h"

/// Private to the room: what MLD and IGMP write alike.
namespace joincast::membership::wire {

/// The Internet checksum (RFC 1071) over several runs of octets, each but the last of even length. Over
/// octets that hold their own right checksum it is zero.
constexpr std::uint16_t checksum(std::initializer_list<ByteView> runs) noexcept {
  std::uint64_t sum = 0;
  for (const ByteView run : runs)
    for (std::size_t i = 0; i < run.size(); ++i) sum += std::uint64_t{run[i]} << (i % 2 == 0 ? 8 : 0);
  while (sum >> 16 != 0) sum = (sum & 0xffff) + (sum >> 16);
  return static_cast<std::uint16_t>(~sum);
}

/// "Maximum Response Code" and QQIC (RFC 3810 sections 5.1.3 and 5.1.9, RFC 3376 sections 4.1.1 and 4.1.7):
/// linear below 2^(width - 1), then 1|exp|mant with three bits of exponent; 8 or 16 bits wide.
template <unsigned Width>
struct FloatCode {
  static constexpr unsigned kMantissaBits = Width - 4;
  static constexpr std::uint32_t kFirst = 1u << (Width - 1);            ///< the first code with an exponent
  static constexpr std::uint32_t kHidden = 1u << kMantissaBits;         ///< the mantissa's bit that is not sent
  static constexpr std::uint32_t kMost = (2 * kHidden - 1) << (7 + 3);  ///< the largest value

  static constexpr std::uint32_t decode(std::uint32_t code) noexcept {
    if (code < kFirst) return code;
    const std::uint32_t exponent = code >> kMantissaBits & 7;
    return ((code & (kHidden - 1)) | kHidden) << (exponent + 3);
  }

  /// The code of the largest value that is no larger than `value`.
  static constexpr std::uint32_t encode(std::uint64_t value) noexcept {
    const auto clamped = static_cast<std::uint32_t>(std::min<std::uint64_t>(value, kMost));
    if (clamped < kFirst) return clamped;
    const auto shift = static_cast<unsigned>(std::bit_width(clamped)) - 1 - kMantissaBits;
    return kFirst | (shift - 3) << kMantissaBits | (clamped >> shift & (kHidden - 1));
  }
};

using Code8 = FloatCode<8>;
using Code16 = FloatCode<16>;

/// How many whole `unit`s are in `time`; negative times count as none.
constexpr std::uint64_t units(Duration time, Duration unit) noexcept {
  return time <= Duration{} ? 0 : static_cast<std::uint64_t>(time / unit);
}

/// The address of the family that comes next.
inline IpAddress read_address(ByteReader& in, Family family) noexcept {
  const ByteView octets = in.take(family == Family::ipv4 ? 4 : 16);
  if (const auto address = IpAddress::from_octets(octets)) return *address;
  return family == Family::ipv4 ? IpAddress::v4(0) : IpAddress{};
}

/// `count` addresses; none, and the reader no longer ok(), when there are fewer.
std::vector<IpAddress> read_addresses(ByteReader& in, Family family, std::size_t count);
void write_addresses(ByteWriter& out, const std::vector<IpAddress>& addresses);

/// From S flag to the last source of a v3 query, and the records of a v3 report: equal in both protocols.
void read_query_tail(ByteReader& in, Family family, Query& query);
void write_query_tail(ByteWriter& out, const Query& query);
Report read_report(ByteReader& in, Family family);
void write_report(ByteWriter& out, const Report& report);

/// One message without its checksum verified; the reader stands behind what was read.
Result<Message, ParseErrc> parse_mld(ByteView message);
Result<Message, ParseErrc> parse_igmp(ByteView message);

/// The message with a checksum field of zero.
Bytes encode_mld(const Message& message);
Bytes encode_igmp(const Message& message);

/// Whether the first octet of an ICMPv6 or IGMP message is one of this room's.
bool is_mld(std::uint8_t type) noexcept;
bool is_mrd_v6(std::uint8_t type) noexcept;
bool is_igmp(std::uint8_t type) noexcept;

}  // namespace joincast::membership::wire
