// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtcp/receiver_summary.h"

#include <algorithm>

namespace joincast::rtcp {
namespace {

constexpr std::uint8_t kGeneralStatistics = 10;
constexpr std::uint8_t kBandwidthIndication = 11;
constexpr std::uint8_t kGroupSize = 12;
constexpr std::size_t kDistributionHead = 12;  // octets before the buckets, type and length with them
constexpr std::size_t kMaxBuckets = 0xfff;
constexpr std::uint8_t kMaxFactor = 15;
constexpr std::uint16_t kSenders = 0x8000;
constexpr std::uint16_t kReceivers = 0x4000;
constexpr std::uint32_t kMax24 = 0xff'ffff;

bool is_distribution(std::uint8_t type) noexcept { return type >= 4 && type <= 7; }

std::uint32_t largest(unsigned bits) noexcept { return bits >= 32 ? 0xffff'ffff : (1u << bits) - 1; }

/// Buckets of any width, one behind the other.
std::vector<std::uint32_t> read_buckets(ByteView octets, std::size_t count, unsigned bits) {
  std::vector<std::uint32_t> buckets(count);
  std::size_t at = 0;
  for (std::uint32_t& bucket : buckets)
    for (unsigned i = 0; i < bits; ++i, ++at) bucket = bucket << 1 | (octets[at / 8] >> (7 - at % 8) & 1u);
  return buckets;
}

Bytes write_buckets(const Distribution& d) {
  Bytes octets((d.buckets.size() * d.bucket_bits + 31) / 32 * 4);
  std::size_t at = 0;
  for (const std::uint32_t value : d.buckets) {
    const std::uint32_t bucket = std::min(value, largest(d.bucket_bits));
    for (unsigned i = d.bucket_bits; i-- > 0; ++at)
      octets[at / 8] = static_cast<std::uint8_t>(octets[at / 8] | (bucket >> i & 1u) << (7 - at % 8));
  }
  return octets;
}

//   |     SRBT      |    Length     |        NDB            |   MF  |
//   |                   Minimum Distribution Value                  |
//   |                   Maximum Distribution Value                  |
//   |                      Distribution Buckets                     |
Result<SubReport, ParseErrc> read_distribution(std::uint8_t type, ByteReader in) {
  const std::uint16_t head = in.u16();
  Distribution d;
  d.kind = static_cast<Distribution::Kind>(type);
  d.factor = head & kMaxFactor;
  d.minimum = in.u32();
  d.maximum = in.u32();
  const std::size_t count = head >> 4;
  const std::size_t bits = in.remaining() * 8;
  if (!in.ok() || count == 0 || bits == 0 || bits % count != 0 || bits / count > 32) return fail(ParseErrc::bad_length);
  if (d.minimum >= d.maximum) return fail(ParseErrc::bad_value);
  d.bucket_bits = static_cast<std::uint8_t>(bits / count);
  d.buckets = read_buckets(in.rest(), count, d.bucket_bits);
  return d;
}

Result<SubReport, ParseErrc> read_sub_report(std::uint8_t type, ByteView body) {
  ByteReader in(body);
  if (is_distribution(type)) return read_distribution(type, in);
  const std::uint16_t flags = in.u16();
  const auto whole = [&in](SubReport report) -> Result<SubReport, ParseErrc> {
    if (!in.ok() || !in.at_end()) return fail(ParseErrc::bad_length);
    return report;
  };
  if (type == kGeneralStatistics) {
    GeneralStatistics figures;
    figures.median_fraction_lost = in.u8();
    figures.highest_cumulative_loss = in.u24();
    figures.median_jitter = in.u32();
    return whole(figures);
  }
  if (type == kBandwidthIndication)
    return whole(BandwidthIndication{(flags & kSenders) != 0, (flags & kReceivers) != 0, in.u32()});
  if (type == kGroupSize) return whole(GroupSize{flags, in.u32()});
  return OtherSubReport{type, Bytes(body.begin(), body.end())};
}

/// Type, length in words with this head, and the two octets behind.
void write_head(std::uint8_t type, std::size_t octets, std::uint16_t rest, ByteWriter& out) {
  out.u8(type);
  out.u8(static_cast<std::uint8_t>(octets / 4));
  out.u16(rest);
}

void write(const Distribution& d, ByteWriter& out) {
  const Bytes buckets = write_buckets(d);
  const auto count = static_cast<std::uint16_t>(std::min(d.buckets.size(), kMaxBuckets));
  write_head(static_cast<std::uint8_t>(d.kind), kDistributionHead + buckets.size(),
             static_cast<std::uint16_t>(count << 4 | std::min(d.factor, kMaxFactor)), out);
  out.u32(d.minimum);
  out.u32(d.maximum);
  out.bytes(buckets);
}

void write(const GeneralStatistics& figures, ByteWriter& out) {
  write_head(kGeneralStatistics, 12, 0, out);
  out.u8(figures.median_fraction_lost);
  out.u24(std::min(figures.highest_cumulative_loss, kMax24));
  out.u32(figures.median_jitter);
}

void write(const BandwidthIndication& indication, ByteWriter& out) {
  const int flags = (indication.senders ? kSenders : 0) | (indication.receivers ? kReceivers : 0);
  write_head(kBandwidthIndication, 8, static_cast<std::uint16_t>(flags), out);
  out.u32(indication.kilobits);
}

void write(const GroupSize& group, ByteWriter& out) {
  write_head(kGroupSize, 8, group.average_packet_size, out);
  out.u32(group.receivers);
}

void write(const OtherSubReport& other, ByteWriter& out) {
  out.u8(other.type);
  out.u8(static_cast<std::uint8_t>((other.body.size() + 2) / 4));
  out.bytes(other.body);
}

}  // namespace

Result<ReceiverSummary, ParseError> parse_receiver_summary(const OtherPacket& packet) {
  ByteReader in(packet.body);
  const auto stop = [&in](ParseErrc code) { return fail(ParseError{code, in.offset()}); };
  if (packet.type != ReceiverSummary::kType) return stop(ParseErrc::wrong_type);
  ReceiverSummary summary;
  summary.ssrc = in.u32();
  summary.summarised = in.u32();
  summary.ntp.value = in.u64();
  if (!in.ok()) return stop(ParseErrc::bad_length);
  while (!in.at_end()) {
    if (summary.reports.size() == ReceiverSummary::kMaxSubReports) return stop(ParseErrc::over_limit);
    const std::uint8_t type = in.u8();
    const std::size_t octets = 4u * in.u8();
    if (octets == 0) return stop(ParseErrc::bad_length);
    const ByteView body = in.take(octets - 2);
    if (!in.ok()) return stop(ParseErrc::bad_length);
    auto report = read_sub_report(type, body);
    if (!report) return stop(report.error());
    summary.reports.push_back(std::move(*report));
  }
  return summary;
}

OtherPacket to_packet(const ReceiverSummary& summary) {
  OtherPacket packet{ReceiverSummary::kType, 0, {}};
  ByteWriter out(packet.body);
  out.u32(summary.ssrc);
  out.u32(summary.summarised);
  out.u64(summary.ntp.value);
  for (const SubReport& report : summary.reports) std::visit([&out](const auto& one) { write(one, out); }, report);
  return packet;
}

Distribution distribution_of(Distribution::Kind kind, const std::vector<std::uint32_t>& values, std::uint32_t minimum,
                             std::uint32_t maximum, std::size_t buckets) {
  Distribution d;
  d.kind = kind;
  d.minimum = minimum;
  d.maximum = std::max(maximum, minimum == 0xffff'ffff ? minimum : minimum + 1);
  d.buckets.resize(buckets);
  const std::uint64_t range = std::uint64_t{d.maximum} - d.minimum;
  for (const std::uint32_t value : values) {
    const std::uint64_t above = std::clamp(value, d.minimum, d.maximum) - d.minimum;
    ++d.buckets[std::min<std::uint64_t>(range == 0 ? 0 : above * buckets / range, buckets - 1)];
  }
  const std::uint32_t most = *std::max_element(d.buckets.begin(), d.buckets.end());
  while (d.factor < kMaxFactor && most >> d.factor > largest(d.bucket_bits)) ++d.factor;
  for (std::uint32_t& bucket : d.buckets) bucket = std::min(bucket >> d.factor, largest(d.bucket_bits));
  return d;
}

}  // namespace joincast::rtcp
