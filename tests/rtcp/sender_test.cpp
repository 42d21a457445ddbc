// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtcp/sender.h"

#include <gtest/gtest.h>

namespace joincast::rtcp {
namespace {

using namespace std::chrono_literals;

constexpr std::uint32_t kOurs = 0x1122'3344;
constexpr IpAddress kListener = IpAddress::v4(0xc000'0202);
constexpr Endpoint kFromListener{kListener, 5005};
constexpr Now kStart{TimePoint{1h}, WallTime{std::chrono::seconds(1'800'000'000)}};

Now later(Duration by) { return {kStart.mono + by, kStart.wall + by}; }

struct SenderTest : testing::Test {
  Rng rng{35};
  Sender sender{{.ssrc = kOurs,
                 .cname = "headend",
                 .name = "Radio",
                 .tool = "joincast",
                 .clock_rate_hz = 90'000,
                 .schedule = {.bandwidth = {4'000, 12'000}}},
                rng,
                kStart};

  std::optional<Compound> sent() {
    while (auto output = sender.poll_output())
      if (auto* transmit = std::get_if<Transmit>(&*output)) return parse(transmit->octets).value();
    return std::nullopt;
  }
};

TEST_F(SenderTest, ReportsWhatItSentAndWhereItsMediaStands) {
  sender.sent_rtp(100, 1000, 400, kStart);
  sender.sent_rtp(101, 3160, 417, later(24ms));
  sender.report_now(later(1024ms));
  const auto compound = sent();
  ASSERT_TRUE(compound.has_value());
  const auto& report = std::get<SenderReport>(compound->packets[0]);
  EXPECT_EQ(report.ssrc, kOurs);
  EXPECT_EQ(report.info.ntp, to_ntp(later(1024ms).wall));
  EXPECT_EQ(report.info.rtp_timestamp, 3160u + 90'000u);
  EXPECT_EQ(report.info.packets, 2u);
  EXPECT_EQ(report.info.octets, 817u);
  EXPECT_EQ(cname_of(*compound, kOurs), "headend");
}

TEST_F(SenderTest, GivesExtraReportsFiveTimesASecondAtMost) {
  sender.report_now(kStart);  // nothing to map yet
  EXPECT_FALSE(sent().has_value());
  sender.sent_rtp(102, 0, 400, kStart);
  sender.report_now(kStart);
  EXPECT_TRUE(sent().has_value());
  sender.report_now(later(199ms));
  EXPECT_FALSE(sent().has_value());
  sender.report_now(later(200ms));
  EXPECT_TRUE(sent().has_value());
}

TEST_F(SenderTest, GathersReceiversAndMeasuresTheWay) {
  sender.sent_rtp(103, 0, 400, kStart);
  sender.report_now(kStart);
  const std::vector<ReportBlock> blocks = {
      {.ssrc = kOurs, .fraction_lost = 64, .last_sr = to_ntp(kStart.wall).compact(), .since_last_sr = to_compact(2s)}};
  CompoundBuilder builder({.ssrc = 9, .info = {}, .blocks = blocks, .cname = "ear", .items = {}}, 1000);
  Now arrival = later(2030ms);
  arrival.wall += 1h;  // the wall clock was stepped: the way is measured on the other one
  sender.handle_datagram(builder.take(), kFromListener, arrival);
  ASSERT_EQ(sender.aggregate().size(), 1u);
  const auto receiver = sender.aggregate().at(0);
  EXPECT_EQ(receiver.cname, "ear");
  EXPECT_EQ(receiver.fraction_lost, 64);
  EXPECT_EQ(receiver.round_trip, 30ms);
}

TEST_F(SenderTest, SaysGoodbyeWhenItStops) {
  sender.sent_rtp(104, 0, 400, kStart);
  sender.stop(later(1s), "nobody listens");
  const auto compound = sent();
  ASSERT_TRUE(compound.has_value());
  EXPECT_EQ(std::get<Bye>(compound->packets.back()), (Bye{{kOurs}, "nobody listens"}));
  EXPECT_EQ(sender.deadline(), kNever);
}

TEST_F(SenderTest, TellsOfACollisionAndChangesNothing) {
  CompoundBuilder builder({.ssrc = kOurs, .info = {}, .blocks = {}, .cname = "twin", .items = {}}, 1000);
  const Bytes octets = builder.take();
  for (int i = 0; i < 10; ++i) sender.handle_datagram(octets, kFromListener, later(1s));
  int told = 0;
  while (auto output = sender.poll_output()) told += std::holds_alternative<Sender::Collision>(*output);
  EXPECT_EQ(told, 1);
  EXPECT_EQ(sender.ssrc(), kOurs);
}

TEST_F(SenderTest, LeavesItsOldSsrcWithAGoodbye) {
  sender.sent_rtp(105, 0, 400, kStart);
  sender.change_ssrc(0x5566'7788, later(1s));
  EXPECT_EQ(std::get<Bye>(sent()->packets.back()).ssrcs, std::vector{kOurs});
  sender.sent_rtp(106, 0, 300, later(2s));
  sender.report_now(later(2s));
  EXPECT_EQ(std::get<SenderReport>(sent()->packets[0]).info.octets, 300u);
}

}  // namespace
}  // namespace joincast::rtcp
