// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtcp/extended_report.h"

#include <algorithm>
#include <cassert>

namespace joincast::rtcp {
namespace {

constexpr std::uint8_t kReceiptTimes = 3;
constexpr std::uint8_t kReferenceTime = 4;
constexpr std::uint8_t kDelaySinceReference = 5;
constexpr std::uint8_t kStatisticsSummary = 6;

constexpr std::uint8_t kThinningMask = 0x0f;
constexpr std::uint8_t kLossFlag = 0x80;
constexpr std::uint8_t kDuplicateFlag = 0x40;
constexpr std::uint8_t kJitterFlag = 0x20;
constexpr unsigned kHopsShift = 3;

constexpr std::uint16_t kVectorChunk = 0x8000;
constexpr std::uint16_t kRunOfOnes = 0x4000;
constexpr std::size_t kVectorBits = 15;
constexpr std::size_t kLongestRun = 0x3fff;
constexpr std::size_t kMaxBlocks = 64;

constexpr std::size_t kBlockHeader = 4;
constexpr std::size_t kRangeSize = 8;  // SSRC, begin and end
constexpr std::size_t kEntrySize = 12;
constexpr std::size_t kSummarySize = 36;

template <typename... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};
template <typename... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

RunLengthBlock read_runs(std::uint8_t type, std::uint8_t specific, ByteReader in) {
  RunLengthBlock block;
  block.kind = static_cast<RunLengthBlock::Kind>(type);
  block.thinning = specific & kThinningMask;
  block.ssrc = in.u32();
  block.begin_seq = in.u16();
  block.end_seq = in.u16();
  block.chunks.reserve(in.remaining() / 2);
  while (!in.at_end()) {
    const std::uint16_t chunk = in.u16();
    if (chunk == 0) break;  // the terminating null chunk
    block.chunks.push_back(chunk);
  }
  return block;
}

ReceiptTimesBlock read_times(std::uint8_t specific, ByteReader in) {
  ReceiptTimesBlock block;
  block.thinning = specific & kThinningMask;
  block.ssrc = in.u32();
  block.begin_seq = in.u16();
  block.end_seq = in.u16();
  block.times.reserve(in.remaining() / 4);
  while (!in.at_end()) block.times.push_back(in.u32());
  return block;
}

DelaySinceReferenceBlock read_delays(ByteReader in) {
  DelaySinceReferenceBlock block;
  block.entries.reserve(in.remaining() / kEntrySize);
  while (!in.at_end()) {
    auto& entry = block.entries.emplace_back();
    entry.ssrc = in.u32();
    entry.last_rr = in.u32();
    entry.since_last = in.u32();
  }
  return block;
}

//  |     BT=6      |L|D|J|ToH|rsvd.|       block length = 9        |
//  |                        SSRC of source                         |
//  |          begin_seq            |             end_seq           |
//  |                        lost_packets                           |
//  |                        dup_packets                            |
//  |                         min_jitter                            |
//  |                         max_jitter                            |
//  |                         mean_jitter                           |
//  |                         dev_jitter                            |
//  | min_ttl_or_hl | max_ttl_or_hl |mean_ttl_or_hl | dev_ttl_or_hl |
StatisticsSummaryBlock read_summary(std::uint8_t specific, ByteReader in) {
  StatisticsSummaryBlock block;
  block.has_loss = specific & kLossFlag;
  block.has_duplicates = specific & kDuplicateFlag;
  block.has_jitter = specific & kJitterFlag;
  const unsigned hops = specific >> kHopsShift & 3u;
  block.hops = hops == 3 ? StatisticsSummaryBlock::Hops::none : static_cast<StatisticsSummaryBlock::Hops>(hops);
  const auto when = [](bool present, auto value) { return present ? value : decltype(value){0}; };
  const bool has_hops = block.hops != StatisticsSummaryBlock::Hops::none;
  block.ssrc = in.u32();
  block.begin_seq = in.u16();
  block.end_seq = in.u16();
  block.lost = when(block.has_loss, in.u32());
  block.duplicates = when(block.has_duplicates, in.u32());
  block.min_jitter = when(block.has_jitter, in.u32());
  block.max_jitter = when(block.has_jitter, in.u32());
  block.mean_jitter = when(block.has_jitter, in.u32());
  block.dev_jitter = when(block.has_jitter, in.u32());
  block.min_hops = when(has_hops, in.u8());
  block.max_hops = when(has_hops, in.u8());
  block.mean_hops = when(has_hops, in.u8());
  block.dev_hops = when(has_hops, in.u8());
  return block;
}

bool possible_size(std::uint8_t type, std::size_t size) noexcept {
  switch (type) {
    case 1:
    case 2:
    case kReceiptTimes: return size >= kRangeSize;
    case kReferenceTime: return size == 8;
    case kDelaySinceReference: return size % kEntrySize == 0;
    case kStatisticsSummary: return size == kSummarySize;
    default: return true;
  }
}

ExtendedBlock read_block(std::uint8_t type, std::uint8_t specific, ByteView body) {
  ByteReader in(body);
  switch (type) {
    case 1:
    case 2: return read_runs(type, specific, in);
    case kReceiptTimes: return read_times(specific, in);
    case kReferenceTime: return ReferenceTimeBlock{NtpTime{in.u64()}};
    case kDelaySinceReference: return read_delays(in);
    case kStatisticsSummary: return read_summary(specific, in);
    default: return OtherBlock{type, specific, Bytes(body.begin(), body.end())};
  }
}

void write_range(std::uint32_t ssrc, std::uint16_t begin_seq, std::uint16_t end_seq, ByteWriter& out) {
  out.u32(ssrc);
  out.u16(begin_seq);
  out.u16(end_seq);
}

void write_header(std::uint8_t type, std::uint8_t specific, std::size_t size, ByteWriter& out) {
  assert(size % 4 == 0 && size / 4 <= 0xffff);
  out.u8(type);
  out.u8(specific);
  out.u16(static_cast<std::uint16_t>(size / 4));
}

void write(const StatisticsSummaryBlock& block, ByteWriter& out) {
  const bool has_hops = block.hops != StatisticsSummaryBlock::Hops::none;
  const auto when = [](bool present, auto value) { return present ? value : decltype(value){0}; };
  write_range(block.ssrc, block.begin_seq, block.end_seq, out);
  out.u32(when(block.has_loss, block.lost));
  out.u32(when(block.has_duplicates, block.duplicates));
  for (const auto value : {block.min_jitter, block.max_jitter, block.mean_jitter, block.dev_jitter})
    out.u32(when(block.has_jitter, value));
  for (const auto value : {block.min_hops, block.max_hops, block.mean_hops, block.dev_hops})
    out.u8(when(has_hops, value));
}

std::uint8_t flags_of(const StatisticsSummaryBlock& block) noexcept {
  unsigned flags = static_cast<unsigned>(block.hops) << kHopsShift;
  if (block.has_loss) flags |= kLossFlag;
  if (block.has_duplicates) flags |= kDuplicateFlag;
  if (block.has_jitter) flags |= kJitterFlag;
  return static_cast<std::uint8_t>(flags);
}

std::size_t padded(std::size_t size) noexcept { return (size + 3) / 4 * 4; }

std::size_t body_size(const ExtendedBlock& block) noexcept {
  return std::visit(Overloaded{[](const RunLengthBlock& b) { return kRangeSize + padded(2 * b.chunks.size()); },
                               [](const ReceiptTimesBlock& b) { return kRangeSize + 4 * b.times.size(); },
                               [](const ReferenceTimeBlock&) { return std::size_t{8}; },
                               [](const DelaySinceReferenceBlock& b) { return kEntrySize * b.entries.size(); },
                               [](const StatisticsSummaryBlock&) { return kSummarySize; },
                               [](const OtherBlock& b) { return padded(b.body.size()); }},
                    block);
}

}  // namespace

Result<std::vector<ExtendedBlock>, ParseError> parse_extended_blocks(ByteView octets) {
  ByteReader in(octets);
  const auto stop = [&in](ParseErrc code) { return fail(ParseError{code, in.offset()}); };
  std::vector<ExtendedBlock> blocks;
  while (!in.at_end()) {
    if (blocks.size() == kMaxBlocks) return stop(ParseErrc::over_limit);
    const std::uint8_t type = in.u8();
    const std::uint8_t specific = in.u8();
    const std::size_t size = 4u * in.u16();
    const ByteView body = in.take(size);
    if (!in.ok()) return stop(ParseErrc::truncated);
    if (!possible_size(type, size)) return stop(ParseErrc::bad_length);
    blocks.push_back(read_block(type, specific, body));
  }
  return blocks;
}

std::size_t encoded_size(const ExtendedBlock& block) noexcept { return kBlockHeader + body_size(block); }

void encode(const ExtendedBlock& block, ByteWriter& out) {
  const std::size_t size = body_size(block);
  std::visit(Overloaded{[&](const RunLengthBlock& b) {
                          write_header(static_cast<std::uint8_t>(b.kind), b.thinning & kThinningMask, size, out);
                          write_range(b.ssrc, b.begin_seq, b.end_seq, out);
                          for (const auto chunk : b.chunks) out.u16(chunk);
                          if (b.chunks.size() % 2) out.u16(0);
                        },
                        [&](const ReceiptTimesBlock& b) {
                          write_header(kReceiptTimes, b.thinning & kThinningMask, size, out);
                          write_range(b.ssrc, b.begin_seq, b.end_seq, out);
                          for (const auto time : b.times) out.u32(time);
                        },
                        [&](const ReferenceTimeBlock& b) {
                          write_header(kReferenceTime, 0, size, out);
                          out.u64(b.ntp.value);
                        },
                        [&](const DelaySinceReferenceBlock& b) {
                          write_header(kDelaySinceReference, 0, size, out);
                          for (const auto& entry : b.entries) {
                            out.u32(entry.ssrc);
                            out.u32(entry.last_rr);
                            out.u32(entry.since_last);
                          }
                        },
                        [&](const StatisticsSummaryBlock& b) {
                          write_header(kStatisticsSummary, flags_of(b), size, out);
                          write(b, out);
                        },
                        [&](const OtherBlock& b) {
                          write_header(b.type, b.specific, size, out);
                          out.bytes(b.body);
                          out.zeros(size - b.body.size());
                        }},
             block);
}

std::vector<std::uint16_t> to_chunks(const std::vector<bool>& bits) {
  std::vector<std::uint16_t> chunks;
  for (std::size_t at = 0; at < bits.size();) {
    std::size_t run = 1;
    while (run < kLongestRun && at + run < bits.size() && bits[at + run] == bits[at]) ++run;
    if (run >= kVectorBits || at + run == bits.size()) {
      chunks.push_back(static_cast<std::uint16_t>((bits[at] ? kRunOfOnes : 0u) | run));
      at += run;
      continue;
    }
    unsigned chunk = kVectorChunk;
    for (std::size_t i = 0; i < kVectorBits && at + i < bits.size(); ++i)
      if (bits[at + i]) chunk |= 1u << (kVectorBits - 1 - i);
    chunks.push_back(static_cast<std::uint16_t>(chunk));
    at += kVectorBits;
  }
  return chunks;
}

std::vector<bool> from_chunks(std::span<const std::uint16_t> chunks, std::size_t count) {
  std::vector<bool> bits;
  for (const std::uint16_t chunk : chunks) {
    const std::size_t room = count - bits.size();
    if (chunk == 0 || room == 0) break;
    if (chunk & kVectorChunk) {
      for (std::size_t i = 0; i < std::min(kVectorBits, room); ++i) bits.push_back(chunk >> (kVectorBits - 1 - i) & 1u);
    } else {
      bits.insert(bits.end(), std::min<std::size_t>(chunk & kLongestRun, room), (chunk & kRunOfOnes) != 0);
    }
  }
  return bits;
}

std::size_t covered(std::uint16_t begin_seq, std::uint16_t end_seq, std::uint8_t thinning) noexcept {
  const std::size_t step = std::size_t{1} << (thinning & kThinningMask);
  const std::size_t begin = begin_seq;
  const std::size_t end = begin + static_cast<std::uint16_t>(end_seq - begin_seq);
  return (end + step - 1) / step - (begin + step - 1) / step;
}

}  // namespace joincast::rtcp
