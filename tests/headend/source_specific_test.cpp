// SPDX-License-Identifier: LGPL-2.1-or-later
#include <gtest/gtest.h>

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
