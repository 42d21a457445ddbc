// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtcp/receiver.h"

#include <gtest/gtest.h>

namespace joincast::rtcp {
namespace {

using namespace std::chrono_literals;

constexpr std::uint32_t kStation = 0x5741'5645;
constexpr IpAddress kHeadend = IpAddress::v4(0xc000'0201);
constexpr IpAddress kStranger = IpAddress::v4(0xc000'0263);
constexpr Endpoint kFromHeadend{kHeadend, 5005};
constexpr Endpoint kFromStranger{kStranger, 5005};
constexpr Now kStart{TimePoint{1h}, WallTime{std::chrono::seconds(1'800'000'000)}};

Now later(Duration by) { return {kStart.mono + by, kStart.wall + by}; }

Bytes sender_report(std::uint32_t ssrc, Now now, std::uint32_t rtp, std::string_view cname = "station") {
  const SenderInfo info{to_ntp(now.wall), rtp, 10, 1000};
  return CompoundBuilder({.ssrc = ssrc, .info = info, .blocks = {}, .cname = cname, .items = {}}, 1000).take();
}

Bytes goodbye(std::uint32_t ssrc) {
  CompoundBuilder builder({.ssrc = ssrc, .info = {}, .blocks = {}, .cname = "station", .items = {}}, 1000);
  builder.add(Bye{{ssrc}, "off"});
  return builder.take();
}

struct ReceiverTest : testing::Test {
  ReceptionReports reports;
  Rng rng{35};
  Receiver receiver{
      {.cname = "listener", .tool = "joincast", .schedule = {.bandwidth = {4'000, 12'000}}, .clock_rate_hz = 90'000},
      [this](Now) { return reports; },
      rng,
      kStart};

  template <typename T>
  std::optional<T> next() {
    while (auto output = receiver.poll_output())
      if (auto* wanted = std::get_if<T>(&*output)) return *wanted;
    return std::nullopt;
  }

  Compound report() {
    for (int i = 0; i < 100; ++i) {
      const TimePoint due = receiver.deadline();
      receiver.handle_deadline(later(due - kStart.mono));
      if (const auto sent = next<Transmit>()) return parse(sent->octets).value();
    }
    ADD_FAILURE() << "no report";
    return {};
  }
};

TEST_F(ReceiverTest, ReportsWithCnameAndDelays) {
  reports.blocks = {{.ssrc = kStation, .fraction_lost = 12, .lost = 34}};
  receiver.handle_rtp(kStation, kHeadend, kStart);
  const Now heard = later(500ms);
  receiver.handle_datagram(sender_report(kStation, heard, 0), kFromHeadend, heard);
  const Compound sent = report();
  const auto& block = std::get<ReceiverReport>(sent.packets[0]).blocks.at(0);
  EXPECT_EQ(block.fraction_lost, 12);
  EXPECT_EQ(block.last_sr, to_ntp(heard.wall).compact());
  EXPECT_GT(from_compact(block.since_last_sr), 400ms);
  EXPECT_LT(from_compact(block.since_last_sr), 3s);
  EXPECT_EQ(cname_of(sent, receiver.ssrc()), "listener");
}

TEST_F(ReceiverTest, AddsExtendedBlocksThatFit) {
  reports.extended = {StatisticsSummaryBlock{.has_loss = true, .ssrc = kStation, .lost = 5},
                      RunLengthBlock{.chunks = std::vector<std::uint16_t>(1000, 0x4001)},
                      RunLengthBlock{.ssrc = kStation, .chunks = {0x4005}}};
  const Compound sent = report();
  const auto& extended = std::get<ExtendedReport>(sent.packets.back());
  ASSERT_EQ(extended.blocks.size(), 2u);                                    // the long one has no room
  EXPECT_TRUE(std::holds_alternative<RunLengthBlock>(extended.blocks[0]));  // never the last: Wireshark stumbles
  EXPECT_EQ(std::get<StatisticsSummaryBlock>(extended.blocks[1]).lost, 5u);
}

TEST_F(ReceiverTest, GoesRoundWhenNotAllBlocksFit) {
  for (std::uint32_t ssrc = 1; ssrc <= 60; ++ssrc) reports.blocks.push_back({.ssrc = ssrc});
  std::vector<bool> seen(61);
  for (int round = 0; round < 2; ++round)
    for (const Packet& packet : report().packets)
      if (const auto* part = std::get_if<ReceiverReport>(&packet))
        for (const ReportBlock& block : part->blocks) seen[block.ssrc] = true;
  EXPECT_EQ(std::count(seen.begin(), seen.end(), true), 60);
}

TEST_F(ReceiverTest, LearnsTheSendersClock) {
  receiver.handle_rtp(kStation, kHeadend, kStart);
  EXPECT_EQ(receiver.clock(kStation), nullptr);
  receiver.handle_datagram(sender_report(kStation, kStart, 1000), kFromHeadend, kStart);
  ASSERT_NE(receiver.clock(kStation), nullptr);
  EXPECT_TRUE(next<Receiver::SenderReported>().has_value());
  EXPECT_EQ(receiver.cname(kStation), "station");
}

TEST_F(ReceiverTest, BelievesNoReportFromAnotherAddress) {
  receiver.handle_rtp(kStation, kHeadend, kStart);
  receiver.handle_datagram(sender_report(kStation, kStart, 1000, "evil"), kFromStranger, kStart);
  EXPECT_EQ(receiver.clock(kStation), nullptr);
  EXPECT_EQ(receiver.cname(kStation), std::nullopt);
  EXPECT_EQ(receiver.counters().strangers, 1u);
}

TEST_F(ReceiverTest, IsNotStoppedByAStrangersGoodbye) {
  receiver.handle_rtp(kStation, kHeadend, kStart);
  receiver.handle_datagram(goodbye(kStation), kFromStranger, kStart);
  EXPECT_FALSE(next<Receiver::SenderLeft>().has_value());
  EXPECT_EQ(receiver.counters().strangers, 1u);
  receiver.handle_datagram(goodbye(kStation), {kHeadend, 6000}, kStart);  // another port is the same host
  const auto left = next<Receiver::SenderLeft>();
  ASSERT_TRUE(left.has_value());
  EXPECT_EQ(left->ssrc, kStation);
  EXPECT_EQ(left->reason, "off");
}

TEST_F(ReceiverTest, LetsRtpOverruleAStrangerWhoCameFirst) {
  receiver.handle_datagram(sender_report(kStation, kStart, 1000, "evil"), kFromStranger, kStart);
  receiver.handle_rtp(kStation, kHeadend, kStart);
  EXPECT_EQ(receiver.clock(kStation), nullptr);
  receiver.handle_datagram(sender_report(kStation, kStart, 2000), kFromHeadend, kStart);
  EXPECT_NE(receiver.clock(kStation), nullptr);
}

TEST_F(ReceiverTest, KeepsItsSourceThroughAFloodOfOthers) {
  receiver.handle_rtp(kStation, kHeadend, kStart);
  receiver.handle_datagram(sender_report(kStation, kStart, 1000), kFromHeadend, kStart);
  for (std::uint32_t ssrc = 1; ssrc < 1000; ++ssrc)
    receiver.handle_datagram(sender_report(ssrc, later(1s), 0), kFromStranger, later(1s));
  EXPECT_NE(receiver.clock(kStation), nullptr);
}

TEST_F(ReceiverTest, CountsOtherReceivers) {
  receiver.handle_rtp(kStation, kHeadend, kStart);
  for (std::uint32_t ssrc = 1; ssrc <= 3; ++ssrc) {
    CompoundBuilder builder({.ssrc = ssrc, .info = {}, .blocks = {}, .cname = "other", .items = {}}, 1000);
    receiver.handle_datagram(builder.take(), kFromStranger, kStart);
  }
  EXPECT_EQ(receiver.other_receivers(), 3u);
}

TEST_F(ReceiverTest, CountsNobodyWithoutACname) {
  receiver.handle_datagram(Bytes{0x80, 0xc9, 0x00, 0x01, 1, 2, 3, 4}, kFromStranger, kStart);
  EXPECT_EQ(receiver.other_receivers(), 0u);
  EXPECT_EQ(receiver.counters().without_cname, 1u);
}

TEST_F(ReceiverTest, IgnoresItsOwnEcho) {
  const std::uint32_t before = receiver.ssrc();
  const Compound sent = report();
  receiver.handle_datagram(encode(sent), kFromHeadend, later(10s));
  EXPECT_EQ(receiver.ssrc(), before);
  EXPECT_EQ(receiver.counters().own, 1u);
}

TEST_F(ReceiverTest, ChangesASsrcThatCollidesAndSaysGoodbye) {
  const std::uint32_t before = receiver.ssrc();
  report();
  receiver.handle_datagram(sender_report(before, later(10s), 0), kFromStranger, later(10s));
  const auto sent = receiver.poll_output();
  const auto changed = receiver.poll_output();
  const auto bye = parse(std::get<Transmit>(sent.value()).octets);
  EXPECT_EQ(std::get<Bye>(bye->packets.back()).ssrcs, std::vector{before});
  EXPECT_EQ(std::get<Receiver::SsrcChanged>(changed.value()).before, before);
  EXPECT_NE(receiver.ssrc(), before);
}

TEST_F(ReceiverTest, ChangesItsSsrcOnceInTenSecondsAtMost) {
  for (int i = 0; i < 100; ++i)
    receiver.handle_datagram(sender_report(receiver.ssrc(), later(1s), 0), kFromStranger, later(1s));
  int changes = 0;
  while (next<Receiver::SsrcChanged>()) ++changes;
  EXPECT_EQ(changes, 1);
  EXPECT_EQ(receiver.counters().collisions, 100u);
}

TEST_F(ReceiverTest, SaysGoodbyeOnlyAfterItHasSpoken) {
  receiver.leave(later(1s));
  EXPECT_FALSE(next<Transmit>().has_value());
  EXPECT_EQ(receiver.deadline(), kNever);
}

TEST_F(ReceiverTest, SaysGoodbyeWithAReason) {
  report();
  receiver.leave(later(10s), "enough");
  const auto sent = next<Transmit>();
  ASSERT_TRUE(sent.has_value());
  EXPECT_EQ(std::get<Bye>(parse(sent->octets)->packets.back()).reason, "enough");
}

TEST_F(ReceiverTest, CountsUnreadableDatagramsByReason) {
  receiver.handle_datagram(Bytes{0x80, 0xc9}, kFromStranger, kStart);
  receiver.handle_datagram(Bytes{0x40, 0xc9, 0x00, 0x01, 1, 2, 3, 4}, kFromStranger, kStart);
  EXPECT_EQ(receiver.counters().refused[static_cast<std::size_t>(ParseErrc::truncated)], 1u);
  EXPECT_EQ(receiver.counters().refused[static_cast<std::size_t>(ParseErrc::unsupported_version)], 1u);
}

}  // namespace
}  // namespace joincast::rtcp
