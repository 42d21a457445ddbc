// SPDX-License-Identifier: LGPL-2.1-or-later
#include <gtest/gtest.h>

#include "rtcp/compound.h"
#include "rtcp/receiver_summary.h"
#include "sdp/text.h"
#include "tests/headend/world.h"

namespace joincast::headend {
namespace {

using std::chrono::seconds;

Config source_specific_station() {
  Config config;
  config.services = {World::station(1), World::station(2)};
  config.services[0].source_specific = true;
  return config;
}

const Group kGroup{*parse_address("ff3e::8000:1"), World::kInterface};

/// MLDv2 (RFC 3810 section 5.2): ALLOW_NEW_SOURCES {2001:db8:d0be:f00d::1} in ff3e::8000:1.
constexpr std::uint8_t kReport[] = {
    0x60, 0,    0,    0,    0,    52,   0,    1,  // IPv6, 52 octets behind it, hop by hop, hop limit 1
    0xfe, 0x80, 0,    0,    0,    0,    0,    0,    0, 0, 0, 0, 0,    0, 0xc0, 0x01,  // from fe80::c001
    0xff, 0x02, 0,    0,    0,    0,    0,    0,    0, 0, 0, 0, 0,    0, 0,    0x16,  // to ff02::16
    58,   0,    5,    2,    0,    0,    1,    0,                                      // then ICMPv6; router alert: MLD
    143,  0,    0x40, 0x34,                                                           // version 2 report, checksum
    0,    0,    0,    1,                                                              // one record
    5,    0,    0,    1,                                                              // ALLOW_NEW_SOURCES, one source
    0xff, 0x3e, 0,    0,    0,    0,    0,    0,    0, 0, 0, 0, 0x80, 0, 0,    1,     // ff3e::8000:1
    0x20, 0x01, 0x0d, 0xb8, 0xd0, 0xbe, 0xf0, 0x0d, 0, 0, 0, 0, 0,    0, 0,    1};    // 2001:db8:d0be:f00d::1
constexpr std::size_t kChecksumLow = 51;
constexpr std::size_t kLastOctetOfSource = 91;

void hear(World& world, ByteView packet) {
  world.core().handle_packet(World::kInterface, packet, false, world.now().mono, world.now());
  world.settle();
}

TEST(SourceSpecific, AReportThatNamesOurAddressStartsTheService) {
  World world(source_specific_station());
  hear(world, kReport);
  ASSERT_EQ(world.started.size(), 1u);
  world.play(1);
  world.run(seconds(1));
  EXPECT_FALSE(world.rtp(kGroup).empty());
}

TEST(SourceSpecific, AReportThatNamesSomebodyElseDoesNot) {
  World world(source_specific_station());
  Bytes other(std::begin(kReport), std::end(kReport));
  other[kLastOctetOfSource] += 1;
  other[kChecksumLow] -= 1;
  hear(world, other);
  EXPECT_TRUE(world.started.empty());
}

TEST(SourceSpecific, AReportWithoutASourceMeansWantIt) {
  World world(source_specific_station());
  world.join(kGroup);
  EXPECT_EQ(world.started.size(), 1u);
}

TEST(SourceSpecific, ServicesAreNotSentToTheAnySourceGroupNorOthersToTheSourceSpecific) {
  World world(source_specific_station());
  world.join(World::group(1));
  world.join({*parse_address("ff3e::8000:2"), World::kInterface});
  world.join({*parse_address("239.195.1.1"), World::kInterface});
  EXPECT_TRUE(world.started.empty());
}

TEST(SourceSpecific, TheDescriptionNamesTheSource) {
  World world(source_specific_station());
  world.join(kGroup);
  const std::string text = sdp::to_text(world.announced(kGroup).at(0)).value();
  EXPECT_NE(text.find("a=source-filter: incl IN IP6 ff3e::8000:1 2001:db8:d0be:f00d::1\r\n"), text.npos) << text;
}

/// A receiver's report on a source, as it comes to the headend's own address.
Bytes report_on(std::uint32_t source, std::uint32_t who) {
  const std::vector<rtcp::ReportBlock> blocks = {{.ssrc = source, .fraction_lost = 64, .lost = 9, .jitter = 90}};
  return rtcp::CompoundBuilder({.ssrc = who, .info = {}, .blocks = blocks, .cname = "one", .items = {}}, 1232).take();
}

std::optional<rtcp::ReceiverSummary> last_summary(const World& world) {
  const auto sent = world.sent_to(kGroup, kRtcpPort);
  if (sent.empty()) return std::nullopt;
  const auto compound = rtcp::parse(sent.back().octets);
  const auto* other = std::get_if<rtcp::OtherPacket>(&compound->packets.back());
  if (!other) return std::nullopt;
  return rtcp::parse_receiver_summary(*other).value();
}

TEST(SourceSpecific, ReceiversReportToUsAloneAndTheGroupHearsASummary) {
  World world(source_specific_station());
  hear(world, kReport);
  world.play(1);
  world.run(seconds(1));
  const std::uint32_t source = world.rtp(kGroup).at(0).ssrc;
  for (std::uint32_t n = 1; n <= 40; ++n)
    world.core().handle_feedback(report_on(source, n), {IpAddress::v4(0x0a00'0000 + n), 40'000}, world.now());
  EXPECT_EQ(world.core().status().at(0).cast.receivers.voting, 40u);
  world.run(seconds(10));
  const auto summary = last_summary(world);
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->summarised, source);
  EXPECT_EQ(std::get<rtcp::GeneralStatistics>(summary->reports.front()), (rtcp::GeneralStatistics{64, 9, 90}));
  EXPECT_EQ(std::get<rtcp::GroupSize>(summary->reports.back()).receivers, 40u);
  const std::string text = sdp::to_text(world.announced(kGroup).at(0)).value();
  EXPECT_NE(text.find("a=rtcp-unicast:rsi\r\n"), text.npos) << text;
}

TEST(SourceSpecific, FeedbackOnAnAbsentSourceIsIgnored) {
  World world(source_specific_station());
  hear(world, kReport);
  world.play(1);
  world.run(seconds(1));
  const std::uint32_t source = world.rtp(kGroup).at(0).ssrc;
  for (std::uint32_t n = 1; n <= 1000; ++n)
    world.core().handle_feedback(report_on(source + n, n), {IpAddress::v4(0x0a00'0000 + n), 40'000}, world.now());
  const Bytes good = report_on(source, 7);
  for (std::size_t size = 0; size < 32; ++size)  // 32: the report is whole
    world.core().handle_feedback(ByteView(good).first(size), {IpAddress::v4(0x0a00'0001), 40'000}, world.now());
  EXPECT_EQ(world.core().status().at(0).cast.receivers.listed, 0u);
}

TEST(SourceSpecific, OneHostThatClaimsToBeManyIsNoMoreThanSixteen) {
  World world(source_specific_station());
  hear(world, kReport);
  world.play(1);
  world.run(seconds(1));
  const std::uint32_t source = world.rtp(kGroup).at(0).ssrc;
  for (std::uint32_t n = 1; n <= 10'000; ++n)
    world.core().handle_feedback(report_on(source, n), {IpAddress::v4(0x0a00'0001), 40'000}, world.now());
  const auto receivers = world.core().status().at(0).cast.receivers;
  EXPECT_EQ(receivers.listed, rtcp::Aggregate::kMaxPerAddress);
  EXPECT_EQ(receivers.voting, 1u);
}

TEST(SourceSpecific, ReportsToUsAloneDoNotCountInAnySourceGroups) {
  World world(source_specific_station());
  world.join(World::group(2));
  world.play(1);
  world.run(seconds(1));
  const std::uint32_t source = world.rtp(World::group(2)).at(0).ssrc;
  world.core().handle_feedback(report_on(source, 7), {IpAddress::v4(0x0a00'0001), 40'000}, world.now());
  EXPECT_EQ(world.core().status().at(1).cast.receivers.listed, 0u);
  const std::string text = sdp::to_text(world.announced(World::group(2)).at(0)).value();
  EXPECT_EQ(text.find("a=rtcp-unicast"), text.npos) << text;
  EXPECT_NE(text.find("a=rtcp-xr:pkt-loss-rle=200 stat-summary"), text.npos) << text;
}

TEST(SourceSpecific, OfIpv4IsServedIn232) {
  Config config;
  config.services = {World::station(0x0101)};
  config.services[0].source_specific = true;
  World world(config);
  const Group group{*parse_address("232.0.1.1"), World::kInterface};
  world.join(group);
  EXPECT_EQ(world.started.size(), 1u);
  const std::string text = sdp::to_text(world.announced(group).at(0)).value();
  EXPECT_NE(text.find("a=source-filter: incl IN IP4 232.0.1.1 192.0.2.1\r\n"), text.npos) << text;
}

TEST(SourceSpecific, AReloadThatChangesItMovesTheService) {
  World world(source_specific_station());
  world.join(kGroup);
  world.core().configure(World::two_stations(), world.now());
  world.settle();
  EXPECT_EQ(world.core().running(), 0u);
  world.join(World::group(1));
  EXPECT_EQ(world.core().running(), 1u);
}

}  // namespace
}  // namespace joincast::headend
