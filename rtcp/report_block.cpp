// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtcp/report_block.h"

#include <algorithm>

namespace joincast::rtcp {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int32_t kClockTolerance = 655;       // 10 ms in 1/65536 s
constexpr std::int32_t kLongestTrip = 60 * 65'536;  // a minute

}  // namespace

//  0                   1                   2                   3
//  |                 SSRC_n (SSRC of first source)                 |
//  | fraction lost |       cumulative number of packets lost       |
//  |           extended highest sequence number received           |
//  |                      interarrival jitter                      |
//  |                         last SR (LSR)                         |
//  |                   delay since last SR (DLSR)                  |
ReportBlock decode(std::span<const std::uint8_t, ReportBlock::kSize> octets) noexcept {
  ByteReader in(octets);
  ReportBlock block;
  block.ssrc = in.u32();
  block.fraction_lost = in.u8();
  const auto lost = static_cast<std::int32_t>(in.u24());
  block.lost = lost > ReportBlock::kMaxLost ? lost - 0x100'0000 : lost;
  block.highest_seq = in.u32();
  block.jitter = in.u32();
  block.last_sr = in.u32();
  block.since_last_sr = in.u32();
  return block;
}

void encode(const ReportBlock& block, ByteWriter& out) {
  const std::int32_t lost = std::clamp(block.lost, ReportBlock::kMinLost, ReportBlock::kMaxLost);
  out.u32(block.ssrc);
  out.u8(block.fraction_lost);
  out.u24(static_cast<std::uint32_t>(lost) & 0xff'ffff);
  out.u32(block.highest_seq);
  out.u32(block.jitter);
  out.u32(block.last_sr);
  out.u32(block.since_last_sr);
}

std::uint8_t fraction_lost(std::uint64_t expected, std::int64_t lost) noexcept {
  if (expected == 0 || lost <= 0) return 0;
  const double fraction = 256.0 * static_cast<double>(lost) / static_cast<double>(expected);
  return static_cast<std::uint8_t>(std::min(fraction, 255.0));
}

std::uint32_t to_compact(Duration duration) noexcept {
  if (duration <= Duration::zero()) return 0;
  if (duration >= std::chrono::seconds(65'536)) return 0xffff'ffff;
  const auto count = duration.count();
  return static_cast<std::uint32_t>((count / kSecond) << 16 | ((count % kSecond) << 16) / kSecond);
}

Duration from_compact(std::uint32_t units) noexcept {
  return Duration{static_cast<std::int64_t>((std::uint64_t{units} * 1'000'000'000u) >> 16)};
}

std::optional<Duration> round_trip(const ReportBlock& block, NtpTime arrival) noexcept {
  if (block.last_sr == 0) return std::nullopt;
  const std::uint32_t units = arrival.compact() - block.last_sr - block.since_last_sr;
  const auto signed_units = static_cast<std::int32_t>(units);
  if (signed_units < -kClockTolerance || signed_units > kLongestTrip) return std::nullopt;
  return from_compact(static_cast<std::uint32_t>(std::max(signed_units, 0)));
}

}  // namespace joincast::rtcp
