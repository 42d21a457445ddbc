// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtcp/report_block.h"

#include <gtest/gtest.h>

#include <array>

namespace joincast::rtcp {
namespace {

using namespace std::chrono_literals;

constexpr std::array<std::uint8_t, ReportBlock::kSize> kOctets = {
    0x12, 0x34, 0x56, 0x78,  // ssrc
    0x40,                    // fraction lost: 64/256
    0xff, 0xff, 0xfe,        // cumulative lost: -2
    0x00, 0x03, 0x9a, 0xbc,  // highest sequence number: three wraps, 0x9abc
    0x21, 0x43, 0x65, 0x87,  // jitter
    0xb1, 0xc2, 0xd3, 0xe4,  // last SR
    0x05, 0x16, 0x27, 0x38,  // since last SR
};
constexpr ReportBlock kBlock{0x12345678, 0x40, -2, 0x39abc, 0x21436587, 0xb1c2d3e4, 0x05162738};

Bytes encoded(const ReportBlock& block) {
  Bytes octets;
  ByteWriter out(octets);
  encode(block, out);
  return octets;
}

ReportBlock again(const ReportBlock& block) {
  const Bytes octets = encoded(block);
  return decode(std::span(octets).first<ReportBlock::kSize>());
}

TEST(ReportBlock, DecodesEveryField) { EXPECT_EQ(decode(kOctets), kBlock); }

TEST(ReportBlock, EncodesEveryField) { EXPECT_EQ(encoded(kBlock), Bytes(kOctets.begin(), kOctets.end())); }

TEST(ReportBlock, ClampsLossToTwentyFourBitsWithSign) {
  EXPECT_EQ(again({.lost = 0x80'0000}).lost, 0x7f'ffff);
  EXPECT_EQ(again({.lost = 0x7f'ffff}).lost, 0x7f'ffff);
  EXPECT_EQ(again({.lost = -0x80'0000}).lost, -0x80'0000);
  EXPECT_EQ(again({.lost = -0x80'0001}).lost, -0x80'0000);
}

TEST(FractionLost, IsIn256thsAndNeverNegative) {
  EXPECT_EQ(fraction_lost(100, 25), 64);
  EXPECT_EQ(fraction_lost(100, 100), 255);
  EXPECT_EQ(fraction_lost(100, -3), 0);
  EXPECT_EQ(fraction_lost(0, 0), 0);
  EXPECT_EQ(fraction_lost(1000, 1), 0);  // less than 1/256
}

TEST(CompactTime, CountsIn65536ths) {
  EXPECT_EQ(to_compact(5250ms), 0x0005'4000u);
  EXPECT_EQ(from_compact(0x0005'4000), 5250ms);
  EXPECT_EQ(to_compact(-1ns), 0u);
  EXPECT_EQ(to_compact(65'536s), 0xffff'ffffu);
  EXPECT_EQ(to_compact(65'535s), 0xffff'0000u);
}

// RFC 3550 section 6.4.1, figure 2: A = b710:8000, LSR = b705:2000, DLSR = 5.250 s, so the round trip is 6.125 s.
TEST(RoundTrip, AgreesWithTheExampleOfTheRfc) {
  const ReportBlock block{.last_sr = 0xb705'2000, .since_last_sr = 0x0005'4000};
  EXPECT_EQ(round_trip(block, NtpTime{0x0000'b710'8000'0000}), 6125ms);
}

TEST(RoundTrip, IsUnknownWithoutASenderReport) {
  EXPECT_EQ(round_trip({.last_sr = 0, .since_last_sr = 1}, NtpTime{0x0000'b710'8000'0000}), std::nullopt);
}

TEST(RoundTrip, RefusesWhatCannotBe) {
  const NtpTime arrival{0x0000'b710'8000'0000};
  EXPECT_EQ(round_trip({.last_sr = 0xb710'8000, .since_last_sr = 0x0001'0000}, arrival), std::nullopt);  // -1 s
  EXPECT_EQ(round_trip({.last_sr = 0xb710'8000, .since_last_sr = 0x0000'0100}, arrival), 0ns);           // -4 ms
  EXPECT_EQ(round_trip({.last_sr = 0xb6d3'8000}, arrival), std::nullopt);                                // 61 s
}

}  // namespace
}  // namespace joincast::rtcp
