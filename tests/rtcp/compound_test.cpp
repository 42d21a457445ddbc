// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtcp/compound.h"

#include <gtest/gtest.h>

#include <array>
#include <memory>

namespace joincast::rtcp {
namespace {

const Bytes kReportAndName = {
    0x80, 0xc9, 0x00, 0x01, 1, 2, 3, 4,                        // RR
    0x81, 0xca, 0x00, 0x02, 1, 2, 3, 4, 0x01, 0x01, 'c', 0x00  // SDES CNAME
};

ParseErrc why_not(const Bytes& octets, const CompoundLimits& limits = {}) {
  const auto read = parse(octets, limits);
  EXPECT_FALSE(read.has_value());
  return read ? ParseErrc::wrong_type : read.error().code;
}

TEST(Compound, HoldsAReportAndACname) {
  const auto read = parse(kReportAndName);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->packets.size(), 2u);
  EXPECT_FALSE(read->reduced_size);
  EXPECT_EQ(reporter(*read), 0x01020304u);
  EXPECT_EQ(cname_of(*read, 0x01020304), "c");
  EXPECT_EQ(cname_of(*read, 0x01020305), std::nullopt);
  EXPECT_EQ(encode(*read), kReportAndName);
}

TEST(Compound, BeginsWithAReport) {
  const Bytes octets(kReportAndName.begin() + 8, kReportAndName.end());
  EXPECT_EQ(why_not(octets), ParseErrc::out_of_order);
}

TEST(Compound, MayBeReducedWhereAllowed) {
  const Bytes octets(kReportAndName.begin() + 8, kReportAndName.end());
  const auto read = parse(octets, {.allow_reduced_size = true});
  ASSERT_TRUE(read.has_value());
  EXPECT_TRUE(read->reduced_size);
  EXPECT_EQ(reporter(*read), std::nullopt);
}

TEST(Compound, NeedsVersionTwoThroughout) {
  Bytes octets = kReportAndName;
  octets[8] = 0x41;
  EXPECT_EQ(why_not(octets), ParseErrc::unsupported_version);
  octets[8] = 0xc1;
  EXPECT_EQ(why_not(octets), ParseErrc::unsupported_version);
}

TEST(Compound, PadsInTheLastPacketOnly) {
  Bytes octets = {0xa0, 0xc9, 0x00, 0x02, 1, 2, 3, 4, 0, 0, 0, 4};
  ASSERT_TRUE(parse(octets).has_value());
  EXPECT_EQ(std::get<ReceiverReport>(parse(octets)->packets[0]).extension, Bytes{});
  octets.insert(octets.end(), kReportAndName.begin() + 8, kReportAndName.end());
  EXPECT_EQ(why_not(octets), ParseErrc::bad_padding);
}

TEST(Compound, RefusesImpossiblePadding) {
  for (const std::uint8_t count : std::to_array<std::uint8_t>({0, 3, 12, 255}))
    EXPECT_EQ(why_not({0xa0, 0xc9, 0x00, 0x02, 1, 2, 3, 4, 0, 0, 0, count}), ParseErrc::bad_padding) << +count;
}

TEST(Compound, NeedsLengthsThatAddUp) {
  Bytes octets = kReportAndName;
  octets[11] = 0x03;
  EXPECT_EQ(why_not(octets), ParseErrc::bad_length);
  octets[11] = 0x01;
  EXPECT_FALSE(parse(octets).has_value());
}

TEST(Compound, IsLimitedInPackets) {
  Bytes octets;
  for (int i = 0; i < 33; ++i) octets.insert(octets.end(), {0x80, 0xc9, 0x00, 0x01, 1, 2, 3, 4});
  EXPECT_EQ(why_not(octets), ParseErrc::over_limit);
}

TEST(Compound, RefusesEveryTruncationButWholePackets) {
  for (std::size_t size = 0; size < kReportAndName.size(); ++size) {
    const auto copy = std::make_unique<std::uint8_t[]>(size);
    std::copy_n(kReportAndName.begin(), size, copy.get());
    EXPECT_EQ(parse({copy.get(), size}).has_value(), size == 8) << size;
  }
}

TEST(Compound, SurvivesEverySingleOctetChange) {
  Bytes octets = kReportAndName;
  for (std::size_t at = 0; at < octets.size(); ++at)
    for (int value = 0; value < 256; ++value) {
      octets = kReportAndName;
      octets[at] = static_cast<std::uint8_t>(value);
      const auto read = parse(octets);
      if (!read) continue;
      EXPECT_EQ(parse(encode(*read)), *read);
    }
}

TEST(CompoundBuilder, WritesReportCnameAndMore) {
  const std::vector<SdesItem> items = {{SdesType::tool, "t"}};
  CompoundBuilder builder(
      {.ssrc = 7, .info = SenderInfo{NtpTime{9}, 8, 7, 6}, .blocks = {}, .cname = "me", .items = items}, 1000);
  EXPECT_TRUE(builder.add(Bye{{7}, "end"}));
  const auto read = parse(builder.take());
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->packets[0], Packet(SenderReport{7, {NtpTime{9}, 8, 7, 6}, {}, {}}));
  EXPECT_EQ(read->packets[1], Packet(SourceDescription{{{7, {{SdesType::cname, "me"}, {SdesType::tool, "t"}}}}}));
  EXPECT_EQ(read->packets[2], Packet(Bye{{7}, "end"}));
}

TEST(CompoundBuilder, GoesOnWithFurtherReceiverReports) {
  const std::vector<ReportBlock> blocks(40, ReportBlock{.ssrc = 3});
  CompoundBuilder builder({.ssrc = 7, .info = {}, .blocks = blocks, .cname = "me", .items = {}}, 1200);
  EXPECT_EQ(builder.blocks_taken(), 40u);
  const auto read = parse(builder.take());
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(std::get<ReceiverReport>(read->packets[0]).blocks.size(), 31u);
  EXPECT_EQ(std::get<ReceiverReport>(read->packets[1]).blocks.size(), 9u);
  EXPECT_EQ(cname_of(*read, 7), "me");
}

TEST(CompoundBuilder, KeepsToItsSizeAndNeverLosesTheCname) {
  const std::vector<ReportBlock> blocks(100, ReportBlock{.ssrc = 3});
  const std::vector<SdesItem> items = {{SdesType::note, std::string(200, 'n')}, {SdesType::tool, "t"}};
  for (std::size_t limit = 28; limit < 3000; limit += 7) {
    CompoundBuilder builder({.ssrc = 7, .info = {}, .blocks = blocks, .cname = "me", .items = items}, limit);
    builder.add(Bye{{7}, "end"});
    const Bytes octets = builder.take();
    EXPECT_LE(octets.size(), limit);
    const auto read = parse(octets);
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(cname_of(*read, 7), "me");
  }
}

}  // namespace
}  // namespace joincast::rtcp
