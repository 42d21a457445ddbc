// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtcp/compound.h"
#include "tests/libreceiver/rig.h"

namespace joincast::libreceiver {
namespace {

template <typename T>
const T* find(const rtcp::Compound& compound) {
  for (const rtcp::Packet& packet : compound.packets)
    if (const auto* found = std::get_if<T>(&packet)) return found;
  return nullptr;
}

TEST(SessionReports, GoToTheGroupWithReceptionCnameAndTheSummaryAskedFor) {
  Rig rig;
  rig.announce({.lines = "a=rtcp-xr:stat-summary=loss pkt-loss-rle\r\n"});
  rig.stream(300);
  ASSERT_FALSE(rig.sent.empty());
  EXPECT_EQ(rig.sent[0].to, (Endpoint{kGroupAddress, 5005}));
  const auto compound = rtcp::parse(rig.sent[0].octets);
  ASSERT_TRUE(compound);
  const auto* report = find<rtcp::ReceiverReport>(*compound);
  ASSERT_TRUE(report && report->blocks.size() == 1);
  EXPECT_EQ(report->blocks[0].ssrc, 0x11223344u);
  EXPECT_EQ(report->blocks[0].lost, 0);
  EXPECT_EQ(rtcp::cname_of(*compound, report->ssrc), "joincast");
  const auto* extended = find<rtcp::ExtendedReport>(*compound);
  ASSERT_TRUE(extended && !extended->blocks.empty());
  const auto& summary = std::get<rtcp::StatisticsSummaryBlock>(extended->blocks[0]);
  EXPECT_EQ(summary.begin_seq, 100);
  EXPECT_EQ(summary.lost, 0u);
}

TEST(SessionReports, HaveNoExtensionThatNobodyAskedFor) {
  Rig rig;
  rig.announce({});
  rig.stream(300);
  EXPECT_FALSE(find<rtcp::ExtendedReport>(*rtcp::parse(rig.sent.at(0).octets)));
}

TEST(SessionReports, CutLossRunsToTheLengthAskedFor) {
  Rig rig;
  rig.announce({.lines = "a=rtcp-xr:pkt-loss-rle=24\r\n"});
  for (int i = 0; i < 100; ++i) {
    rig.stream(2);
    ++rig.next.sequence;
  }
  const auto compound = rtcp::parse(rig.sent.at(0).octets);
  const auto* extended = find<rtcp::ExtendedReport>(*compound);
  ASSERT_TRUE(extended);
  ASSERT_EQ(extended->blocks.size(), 1u);
  EXPECT_LE(rtcp::encoded_size(extended->blocks[0]), 24u);
  const auto& runs = std::get<rtcp::RunLengthBlock>(extended->blocks[0]);
  EXPECT_GT(rtcp::covered(runs.begin_seq, runs.end_seq, 0), 10u);
}

TEST(SessionReports, SayWhichPacketsWereLost) {
  Rig rig;
  rig.announce({.lines = "a=rtcp-xr:pkt-loss-rle stat-summary\r\n"});
  rig.stream(10);
  rig.next.sequence = static_cast<std::uint16_t>(rig.next.sequence + 3);
  rig.stream(300);
  const auto compound = rtcp::parse(rig.sent.at(0).octets);
  const auto* report = find<rtcp::ReceiverReport>(*compound);
  EXPECT_EQ(report->blocks.at(0).lost, 3);
  const auto* extended = find<rtcp::ExtendedReport>(*compound);
  EXPECT_EQ(std::get<rtcp::StatisticsSummaryBlock>(extended->blocks.at(1)).lost, 3u);
  const auto& runs = std::get<rtcp::RunLengthBlock>(extended->blocks.at(0));
  const auto bits = rtcp::from_chunks(runs.chunks, rtcp::covered(runs.begin_seq, runs.end_seq, 0));
  EXPECT_TRUE(bits.at(9));
  EXPECT_FALSE(bits.at(10));
  EXPECT_FALSE(bits.at(12));
  EXPECT_TRUE(bits.at(13));
}

/// Some players take any goodbye in the group for the end.
TEST(SessionReports, EndWithAByeToTheSourceAlone) {
  Rig rig;
  rig.stream(300);
  const std::size_t before = rig.sent.size();
  rig.session.leave(rig.now);
  rig.pass(0ms);
  while (auto output = rig.session.poll_output())
    if (auto* sent = std::get_if<Session::Transmit>(&*output)) rig.sent.push_back(*sent);
  ASSERT_GT(rig.sent.size(), before);
  EXPECT_EQ(rig.sent.back().to, (Endpoint{kHeadend.address, 5005}));
  const auto compound = rtcp::parse(rig.sent.back().octets);
  EXPECT_TRUE(find<rtcp::Bye>(*compound));
  EXPECT_EQ(find<rtcp::ReceiverReport>(*compound)->blocks.at(0).ssrc, 0x11223344u) << "whose listener leaves";
  EXPECT_EQ(rig.session.deadline(), kNever);
}

TEST(SessionReports, SayGoodbyeToTheSourceAloneWhenTheirSsrcIsTakenToo) {
  Rig rig;
  rig.stream(300);
  const Bytes ours = rig.sent.back().octets;
  const Bytes theirs = {0x80, 201, 0,   1,   ours[4], ours[5], ours[6], ours[7],  // RR without blocks
                        0x81, 202, 0,   3,   ours[4], ours[5], ours[6], ours[7],  // SDES CNAME
                        1,    4,   'o', 'n', 'e',     '2',     0,       0};
  const std::size_t before = rig.sent.size();
  rig.hear(Channel::rtcp, theirs, {*parse_address("2001:db8::2"), 40001});
  ASSERT_EQ(rig.sent.size(), before + 1);
  EXPECT_EQ(rig.sent.back().to, (Endpoint{kHeadend.address, 5005}));
}

TEST(SessionReports, AreNotSentToSourceSpecificGroupsNorWhereForbidden) {
  auto config = Rig::config();
  config.source = kHeadend.address;
  Rig specific(config);
  specific.stream(500);
  EXPECT_TRUE(specific.sent.empty());
  Rig forbidden;
  forbidden.announce({.lines = "b=RR:0\r\n"});
  forbidden.stream(500);
  EXPECT_TRUE(forbidden.sent.empty());
}

TEST(SessionReports, OfSourceSpecificGroupsGoToTheSourceThatAsksForThem) {
  auto config = Rig::config();
  config.source = kHeadend.address;
  Rig rig(config);
  rig.announce({.lines = "a=rtcp-unicast:rsi\r\na=rtcp-xr:stat-summary\r\n"});
  rig.stream(500);
  ASSERT_FALSE(rig.sent.empty());
  for (const auto& report : rig.sent) EXPECT_EQ(report.to, (Endpoint{kHeadend.address, 5005}));
  const auto compound = rtcp::parse(rig.sent[0].octets);
  EXPECT_EQ(find<rtcp::ReceiverReport>(*compound)->blocks.at(0).ssrc, 0x11223344u);
}

TEST(SessionReports, AskedForByUnicastInAnAnySourceGroupGoToTheGroup) {
  Rig rig;
  rig.announce({.lines = "a=rtcp-unicast:rsi\r\n"});
  rig.stream(300);
  EXPECT_EQ(rig.sent.at(0).to, (Endpoint{kGroupAddress, 5005}));
}

TEST(SessionReports, OfOthersAreCountedAsReceivers) {
  Rig rig;
  rig.stream(2);
  const Bytes theirs = {0x80, 201, 0, 1, 0x0a, 0x0b, 0x0c, 0x0d,                                   // RR without blocks
                        0x81, 202, 0, 3, 0x0a, 0x0b, 0x0c, 0x0d, 1, 4, 'o', 'n', 'e', '2', 0, 0};  // SDES CNAME
  rig.hear(Channel::rtcp, theirs, {*parse_address("2001:db8::2"), 40001});
  EXPECT_EQ(rig.statistics().receivers, 1u);
}

}  // namespace
}  // namespace joincast::libreceiver
