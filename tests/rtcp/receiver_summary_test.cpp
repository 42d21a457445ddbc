// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtcp/receiver_summary.h"

#include <gtest/gtest.h>

#include "rtcp/compound.h"
#include "rtcp/receiver.h"
#include "rtcp/sender.h"

namespace joincast::rtcp {
namespace {

const Bytes kOctets = {
    0x80, 0xd1, 0x00, 0x18,                          // version 2, RSI, 25 words in all
    0x11, 0x22, 0x33, 0x44,                          // distribution source
    0x55, 0x66, 0x77, 0x88,                          // summarised source
    0xe1, 0x02, 0x03, 0x04, 0x80, 0x00, 0x00, 0x01,  // NTP
    4,    5,    0x00, 0x42,                          // loss, 5 words, 4 buckets that count 4 times
    0,    0,    0,    0,    0,    0,    0,    255,   // from 0 to 255
    0x00, 0x09, 0x00, 0x08, 0x00, 0x07, 0xff, 0xff,  // of 16 bits
    5,    4,    0x00, 0x80,                          // jitter, 4 words, 8 buckets
    0,    0,    0,    1,    0,    0,    1,    1,     // from 1 to 257
    0x12, 0x34, 0x56, 0x78,                          // of 4 bits
    10,   3,    0x00, 0x00,                          // general statistics, 3 words
    0x40, 0x01, 0x02, 0x03, 0,    0,    0,    90,    // median loss, highest cumulative loss, median jitter
    11,   2,    0x40, 0x00, 0x00, 0x01, 0x80, 0x00,  // bandwidth of each receiver: 1.5 kbit/s
    12,   2,    0x00, 0x98, 0x00, 0x01, 0x86, 0xa0,  // packets of 152 octets, 100,000 receivers
    0,    2,    0x13, 0x8d, 192,  0,    2,    1,     // feedback target 192.0.2.1:5005
    8,    2,    0x00, 0x00, 0x0a, 0x0b, 0x0c, 0x0d,  // a collided SSRC
};

const ReceiverSummary kSummary = {
    0x11223344,
    0x55667788,
    NtpTime{0xe102'0304'8000'0001},
    {Distribution{Distribution::Kind::fraction_lost, 2, 16, 0, 255, {9, 8, 7, 0xffff}},
     Distribution{Distribution::Kind::jitter, 0, 4, 1, 257, {1, 2, 3, 4, 5, 6, 7, 8}},
     GeneralStatistics{0x40, 0x01'0203, 90}, BandwidthIndication{false, true, 0x1'8000}, GroupSize{152, 100'000},
     OtherSubReport{0, {0x13, 0x8d, 192, 0, 2, 1}}, OtherSubReport{8, {0, 0, 0x0a, 0x0b, 0x0c, 0x0d}}}};

OtherPacket packet_of(const Bytes& octets) { return {octets[1], 0, Bytes(octets.begin() + 4, octets.end())}; }

TEST(ReceiverSummary, DecodesEveryField) { EXPECT_EQ(parse_receiver_summary(packet_of(kOctets)), kSummary); }

TEST(ReceiverSummary, EncodesEveryField) {
  Bytes octets;
  ByteWriter out(octets);
  encode(to_packet(kSummary), out);
  EXPECT_EQ(octets, kOctets);
}

TEST(ReceiverSummary, RefusesEveryTruncationThatCutsAReport) {
  const OtherPacket whole = packet_of(kOctets);
  const std::array<std::size_t, 8> ends = {16, 36, 52, 64, 72, 80, 88, 96};
  for (std::size_t size = 0; size < whole.body.size(); ++size) {
    const OtherPacket cut{whole.type, 0, Bytes(whole.body.begin(), whole.body.begin() + static_cast<long>(size))};
    EXPECT_EQ(parse_receiver_summary(cut).has_value(), std::count(ends.begin(), ends.end(), size) != 0) << size;
  }
}

TEST(ReceiverSummary, RefusesWhatContradictsItself) {
  const auto refused = [](std::size_t at, std::uint8_t octet) {
    OtherPacket packet = packet_of(kOctets);
    packet.body[at] = octet;
    const auto summary = parse_receiver_summary(packet);
    return summary ? ParseErrc{} : summary.error().code;
  };
  EXPECT_EQ(refused(17, 0), ParseErrc::bad_length);     // a sub-report without a length
  EXPECT_EQ(refused(19, 0x02), ParseErrc::bad_length);  // no buckets
  EXPECT_EQ(refused(19, 0x12), ParseErrc::bad_length);  // one bucket of 64 bits
  EXPECT_EQ(refused(19, 0x52), ParseErrc::bad_length);  // five buckets in 64 bits
  EXPECT_EQ(refused(27, 0), ParseErrc::bad_value);      // from 0 to 0
  EXPECT_EQ(refused(17, 60), ParseErrc::bad_length);    // beyond the packet
  OtherPacket other = packet_of(kOctets);
  other.type = 210;
  EXPECT_EQ(parse_receiver_summary(other).error().code, ParseErrc::wrong_type);
  OtherPacket many{ReceiverSummary::kType, 0, Bytes(16)};
  for (int i = 0; i < 33; ++i) many.body.insert(many.body.end(), {9, 1, 0, 0});
  EXPECT_EQ(parse_receiver_summary(many).error().code, ParseErrc::over_limit);
}

TEST(Distribution, CountsIntoEqualParts) {
  const auto spread = distribution_of(Distribution::Kind::fraction_lost, {0, 63, 64, 128, 255, 999}, 0, 256, 4);
  EXPECT_EQ(spread.buckets, (std::vector<std::uint32_t>{2, 1, 1, 2}));
  EXPECT_EQ(spread.factor, 0);
}

TEST(Distribution, CountsManyInMultiples) {
  const auto spread = distribution_of(Distribution::Kind::jitter, std::vector<std::uint32_t>(100'000, 5), 0, 10, 2);
  EXPECT_EQ(spread.factor, 1);
  EXPECT_EQ(spread.buckets, (std::vector<std::uint32_t>{0, 50'000}));
  EXPECT_GT(distribution_of(Distribution::Kind::jitter, {0, 0}, 0, 0, 2).maximum, 0u);
}

using namespace std::chrono_literals;
constexpr Now kStart{TimePoint{1h}, WallTime{std::chrono::seconds(1'800'000'000)}};
constexpr std::uint32_t kSource = 0x1122'3344;
const Endpoint kSender{IpAddress::v4(0xc000'0201), 5005};

Receiver listener() {
  Receiver::Config config;
  config.cname = "listener";
  config.schedule.bandwidth = {1'600, 4'800};
  Rng rng(1);
  return Receiver(
      std::move(config), [](Now) { return ReceptionReports{}; }, rng, kStart);
}

Bytes told(std::uint32_t receivers, std::uint32_t kilobits) {
  const ReceiverSummary summary{
      kSource, kSource, NtpTime{1}, {BandwidthIndication{false, true, kilobits}, GroupSize{152, receivers}}};
  return encode(Compound{
      {ReceiverReport{kSource, {}, {}}, SourceDescription{{{kSource, {{SdesType::cname, "s"}}}}}, to_packet(summary)}});
}

TEST(SummarisedReceiver, KeepsThePaceThatTheSourceSets) {
  Receiver receiver = listener();
  receiver.handle_rtp(kSource, kSender.address, kStart);
  receiver.handle_datagram(told(1000, 0), kSender, kStart);
  EXPECT_EQ(receiver.other_receivers(), 999u);
  EXPECT_NEAR(std::chrono::duration<double>(receiver.schedule().deterministic_interval()).count(),
              1000 * 152 * 8 / 4'800.0, 1);
  receiver.handle_datagram(told(1000, 65'536 / 10), kSender, kStart);  // 100 bit/s each
  EXPECT_NEAR(std::chrono::duration<double>(receiver.schedule().deterministic_interval()).count(), 12.2, 0.1);
}

TEST(SummarisedReceiver, BelievesTheSourceAlone) {
  Receiver receiver = listener();
  receiver.handle_rtp(kSource, kSender.address, kStart);
  receiver.handle_datagram(told(1'000'000, 1), {IpAddress::v4(0xc000'0299), 5005}, kStart);
  EXPECT_FALSE(receiver.summary());
  EXPECT_LT(receiver.schedule().deterministic_interval(), 5s);
}

TEST(SummarisingSender, TellsTheGroupWhatItHeard) {
  Sender::Config config;
  config.ssrc = kSource;
  config.cname = "headend";
  config.schedule.bandwidth = {1'600, 4'800};
  config.summarises = true;
  Rng rng(1);
  Sender sender(config, rng, kStart);
  sender.sent_rtp(1, 0, 400, kStart);
  for (std::uint32_t n = 1; n <= 10; ++n) {
    const std::vector<ReportBlock> blocks = {
        {.ssrc = kSource, .fraction_lost = static_cast<std::uint8_t>(n == 1 ? 255 : 16), .lost = 7, .jitter = 90}};
    CompoundBuilder builder({.ssrc = n, .info = {}, .blocks = blocks, .cname = "one", .items = {}}, 1232);
    sender.handle_datagram(builder.take(), {IpAddress::v4(0x0a00'0000 + n), 5005}, kStart);
  }
  sender.report_now({kStart.mono + 1s, kStart.wall + 1s});
  const auto compound = parse(std::get<Transmit>(*sender.poll_output()).octets);
  const auto* packet = std::get_if<OtherPacket>(&compound->packets.back());
  ASSERT_TRUE(packet);
  const auto summary = parse_receiver_summary(*packet);
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->summarised, kSource);
  ASSERT_EQ(summary->reports.size(), 6u);
  EXPECT_EQ(std::get<GeneralStatistics>(summary->reports[0]), (GeneralStatistics{16, 7, 90}));
  EXPECT_EQ(std::get<Distribution>(summary->reports[1]).buckets.front(), 0u);
  EXPECT_EQ(std::get<Distribution>(summary->reports[1]).buckets[1], 9u);
  EXPECT_EQ(std::get<Distribution>(summary->reports[1]).buckets.back(), 1u);
  EXPECT_EQ(std::get<BandwidthIndication>(summary->reports[4]).kilobits, 4'800u * 65'536 / 10 / 1000);
  EXPECT_EQ(std::get<GroupSize>(summary->reports[5]).receivers, 10u);
}

}  // namespace
}  // namespace joincast::rtcp
