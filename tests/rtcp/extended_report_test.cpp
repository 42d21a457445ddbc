// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtcp/extended_report.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace joincast::rtcp {
namespace {

void expect_both_ways(const Bytes& octets, const ExtendedBlock& block) {
  const auto read = parse_extended_blocks(octets);
  ASSERT_TRUE(read.has_value());
  ASSERT_EQ(read->size(), 1u);
  EXPECT_EQ(read->front(), block);
  Bytes written;
  ByteWriter out(written);
  encode(block, out);
  EXPECT_EQ(written, octets);
  EXPECT_EQ(encoded_size(block), octets.size());
}

// RFC 3611 section 4.1.
TEST(RunLengthBlock, IsReadAndWritten) {
  const Bytes octets = {
      0x01, 0x03, 0x00, 0x04,  // loss RLE, thinning 3, four words
      0x11, 0x12, 0x13, 0x14,  // ssrc
      0x21, 0x22, 0x31, 0x32,  // begin, end
      0x40, 0x64, 0x80, 0x15,  // a hundred received; a vector
      0x00, 0x07, 0x00, 0x00,  // seven lost; the terminating null chunk
  };
  expect_both_ways(octets,
                   RunLengthBlock{RunLengthBlock::Kind::loss, 3, 0x11121314, 0x2122, 0x3132, {0x4064, 0x8015, 0x0007}});
}

TEST(RunLengthBlock, TellsDuplicatesFromLoss) {
  const Bytes octets = {0x02, 0x00, 0x00, 0x03, 1, 2, 3, 4, 0x00, 0x05, 0x00, 0x09, 0x40, 0x02, 0x00, 0x02};
  expect_both_ways(octets, RunLengthBlock{RunLengthBlock::Kind::duplicate, 0, 0x01020304, 5, 9, {0x4002, 0x0002}});
}

// RFC 3611 section 4.3.
TEST(ReceiptTimesBlock, IsReadAndWritten) {
  const Bytes octets = {0x03, 0x01, 0x00, 0x04, 1,    2,    3,    4,    0x00, 0x05,
                        0x00, 0x09, 0xa1, 0xa2, 0xa3, 0xa4, 0xb1, 0xb2, 0xb3, 0xb4};
  expect_both_ways(octets, ReceiptTimesBlock{1, 0x01020304, 5, 9, {0xa1a2a3a4, 0xb1b2b3b4}});
}

// RFC 3611 section 4.4.
TEST(ReferenceTimeBlock, IsReadAndWritten) {
  expect_both_ways({0x04, 0x00, 0x00, 0x02, 0xe1, 2, 3, 4, 5, 6, 7, 8},
                   ReferenceTimeBlock{NtpTime{0xe102030405060708}});
}

// RFC 3611 section 4.5.
TEST(DelaySinceReferenceBlock, AnswersSeveralReceivers) {
  const Bytes octets = {0x05, 0x00, 0x00, 0x06, 1,  2,  3,  4,  5,  6,  7,  8,  9,  10,
                        11,   12,   13,   14,   15, 16, 17, 18, 19, 20, 21, 22, 23, 24};
  expect_both_ways(
      octets, DelaySinceReferenceBlock{{{0x01020304, 0x05060708, 0x090a0b0c}, {0x0d0e0f10, 0x11121314, 0x15161718}}});
}

// RFC 3611 section 4.6.
const Bytes kSummary = {
    0x06, 0xf0, 0x00, 0x09,  // L, D, J, hop limit; nine words
    0x11, 0x12, 0x13, 0x14,  // ssrc
    0x21, 0x22, 0x31, 0x32,  // begin, end
    0x41, 0x42, 0x43, 0x44,  // lost
    0x51, 0x52, 0x53, 0x54,  // duplicates
    0x61, 0x62, 0x63, 0x64,  // min jitter
    0x71, 0x72, 0x73, 0x74,  // max jitter
    0x81, 0x82, 0x83, 0x84,  // mean jitter
    0x91, 0x92, 0x93, 0x94,  // jitter deviation
    0xa1, 0xa2, 0xa3, 0xa4,  // hop limit: min, max, mean, deviation
};

TEST(StatisticsSummaryBlock, HasEveryFieldInItsPlace) {
  StatisticsSummaryBlock block;
  block.has_loss = block.has_duplicates = block.has_jitter = true;
  block.hops = StatisticsSummaryBlock::Hops::ipv6_hop_limit;
  block.ssrc = 0x11121314;
  block.begin_seq = 0x2122;
  block.end_seq = 0x3132;
  block.lost = 0x41424344;
  block.duplicates = 0x51525354;
  block.min_jitter = 0x61626364;
  block.max_jitter = 0x71727374;
  block.mean_jitter = 0x81828384;
  block.dev_jitter = 0x91929394;
  block.min_hops = 0xa1;
  block.max_hops = 0xa2;
  block.mean_hops = 0xa3;
  block.dev_hops = 0xa4;
  expect_both_ways(kSummary, block);
}

TEST(StatisticsSummaryBlock, HidesWhatItsFlagsDoNotAnnounce) {
  Bytes octets = kSummary;
  octets[1] = 0x88;  // loss and IPv4 TTL only
  const auto read = parse_extended_blocks(octets);
  ASSERT_TRUE(read.has_value());
  const auto& block = std::get<StatisticsSummaryBlock>(read->front());
  EXPECT_EQ(block.lost, 0x41424344u);
  EXPECT_EQ(block.duplicates, 0u);
  EXPECT_EQ(block.max_jitter, 0u);
  EXPECT_EQ(block.hops, StatisticsSummaryBlock::Hops::ipv4_ttl);
  EXPECT_EQ(block.max_hops, 0xa2);
}

TEST(StatisticsSummaryBlock, RefusesAnotherLength) {
  Bytes octets(kSummary.begin(), kSummary.end() - 4);
  octets[3] = 8;
  ASSERT_FALSE(parse_extended_blocks(octets).has_value());
  EXPECT_EQ(parse_extended_blocks(octets).error().code, ParseErrc::bad_length);
}

TEST(OtherBlock, IsKeptAndSkipped) {
  expect_both_ways({0x07, 0x55, 0x00, 0x02, 1, 2, 3, 4, 5, 6, 7, 8}, OtherBlock{7, 0x55, {1, 2, 3, 4, 5, 6, 7, 8}});
}

TEST(ExtendedBlocks, RefuseEveryTruncation) {
  for (std::size_t size = 1; size < kSummary.size(); ++size) {
    const Bytes cut(kSummary.begin(), kSummary.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_FALSE(parse_extended_blocks(cut).has_value()) << size;
  }
}

TEST(ExtendedBlocks, AreLimitedInNumber) {
  Bytes octets;
  for (int i = 0; i < 65; ++i) octets.insert(octets.end(), {0x09, 0x00, 0x00, 0x00});
  EXPECT_EQ(parse_extended_blocks(octets).error().code, ParseErrc::over_limit);
}

TEST(Chunks, WriteRunsAndVectors) {
  std::vector<bool> bits(100, true);                                       // a run of ones
  bits.insert(bits.end(), {0, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0});  // a vector: 0101 1111 1111 110
  bits.insert(bits.end(), 7, false);                                       // a run of zeros up to the end
  EXPECT_EQ(to_chunks(bits), (std::vector<std::uint16_t>{0x4064, 0xaffe, 0x0007}));
}

TEST(Chunks, SplitRunsLongerThanFourteenBits) {
  EXPECT_EQ(to_chunks(std::vector<bool>(16'384, false)), (std::vector<std::uint16_t>{0x3fff, 0x0001}));
}

TEST(Chunks, GiveBackWhatWasPutIn) {
  constexpr std::uint64_t kSeed = 3611;
  SCOPED_TRACE(kSeed);
  Rng rng(kSeed);
  for (int round = 0; round < 200; ++round) {
    std::vector<bool> bits;
    const std::uint64_t size = rng.below(3000);
    while (bits.size() < size) bits.insert(bits.end(), rng.below(rng.below(2) ? 4 : 400), rng.below(2) != 0);
    EXPECT_EQ(from_chunks(to_chunks(bits), bits.size()), bits);
  }
}

TEST(Chunks, NeverGiveMoreThanAskedFor) {
  EXPECT_EQ(from_chunks(std::vector<std::uint16_t>{0x7fff, 0xffff}, 5).size(), 5u);
  EXPECT_EQ(from_chunks(std::vector<std::uint16_t>{0x4003, 0x0000, 0x4003}, 9).size(), 3u);  // null ends it
}

TEST(Covered, CountsMultiplesAfterThinning) {
  EXPECT_EQ(covered(10, 20, 0), 10u);
  EXPECT_EQ(covered(10, 20, 2), 2u);     // 12, 16
  EXPECT_EQ(covered(0xfffe, 2, 0), 4u);  // across the wrap
  EXPECT_EQ(covered(0xfffe, 2, 1), 2u);  // 65534, 0
  EXPECT_EQ(covered(5, 5, 0), 0u);
}

}  // namespace
}  // namespace joincast::rtcp
