// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/host_facts.h"

#include <gtest/gtest.h>

#include <bit>

namespace joincast::net {
namespace {

/// As the kernel prints it on this machine, whose order of octets counts there.
std::string igmp(const std::string& device_two) {
  const std::string group = std::endian::native == std::endian::little ? "0101C3EF" : "EFC30101";  // 239.195.1.1
  return "Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter\n"
         "1\tlo        :     1      V3\n"
         "\t\t\t\t" +
         group +
         "     9 0:00000000\t\t0\n"
         "2\teth0      :     2      " +
         device_two +
         "\n"
         "\t\t\t\t" +
         group + "     3 0:00000000\t\t0\n";
}

constexpr std::string_view kIgmp6 =
    "1    lo              ff3e004020010db80000000080000001     9 0000000C 0\n"
    "2    eth0            ff020000000000000000000000000001     1 0000000C 0\n"
    "2    eth0            ff3e004020010db80000000080000001     3 00000004 0\n";

constexpr std::string_view kFilter6 =
    "Idx Device                Multicast Address                   Source Address    INC    EXC\n"
    "  2   eth0 ff3e004020010db80000000080000001 20010db8000000000000000000000001      3      0\n";

const Group kV4{*parse_address("239.195.1.1"), 2};
const Group kV6{*parse_address("ff3e:40:2001:db8::8000:1"), 2};

TEST(HostMembership, IsFoundByGroupAndInterface) {
  const GroupMembership v4 = parse_membership(kV4, igmp("V3"), {});
  EXPECT_TRUE(v4.joined);
  EXPECT_EQ(v4.users, 3u);
  const GroupMembership v6 = parse_membership(kV6, kIgmp6, {});
  EXPECT_TRUE(v6.joined);
  EXPECT_EQ(v6.users, 3u);
}

TEST(HostMembership, IsNoneOnAnotherInterface) {
  EXPECT_FALSE(parse_membership({kV4.address, 3}, igmp("V3"), {}).joined);
  EXPECT_FALSE(parse_membership({kV6.address, 3}, kIgmp6, {}).joined);
}

TEST(HostMembership, TellsTheVersionOfTheQuerier) {
  EXPECT_EQ(parse_membership(kV4, igmp("V2"), {}).asked_by_version, 2u);
  EXPECT_EQ(parse_membership(kV6, kIgmp6, {}).asked_by_version, 0u);
}

TEST(HostMembership, HasTheSourcesOfASourceSpecificJoin) {
  const GroupMembership v6 = parse_membership(kV6, kIgmp6, kFilter6);
  EXPECT_TRUE(v6.include);
  ASSERT_EQ(v6.sources.size(), 1u);
  EXPECT_EQ(v6.sources[0], *parse_address("2001:db8::1"));
  const GroupMembership v4 = parse_membership(kV4, igmp("V3"),
                                              "Idx Device        MCA        SRC    INC    EXC\n"
                                              "  2   eth0 0xefc30101 0xc0000201      1      0\n");
  EXPECT_TRUE(v4.include);
  EXPECT_EQ(v4.sources.at(0), *parse_address("192.0.2.1"));
}

TEST(HostMembership, OfAnySourceExcludesNone) {
  const GroupMembership v6 = parse_membership(kV6, kIgmp6, {});
  EXPECT_FALSE(v6.include);
  EXPECT_TRUE(v6.sources.empty());
}

TEST(HostMembership, TakesTextsThatAreCutAnywhere) {
  const std::string v4 = igmp("V3");
  for (std::size_t size = 0; size < v4.size(); ++size) {
    const std::vector<char> part(v4.begin(), v4.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_LE(parse_membership(kV4, {part.data(), part.size()}, {}).users, 3u);
  }
  for (std::size_t size = 0; size < kFilter6.size(); ++size) {
    const std::vector<char> part(kFilter6.begin(), kFilter6.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_LE(parse_membership(kV6, {}, {part.data(), part.size()}).sources.size(), 1u);
  }
}

TEST(HostCounters, AreReadByName) {
  constexpr std::string_view kSnmp =
      "Ip: Forwarding DefaultTTL\nIp: 1 64\n"
      "Udp: InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors SndbufErrors InCsumErrors IgnoredMulti MemErrors\n"
      "Udp: 1 2 3 4 5 6 7 8 9\n";
  constexpr std::string_view kSnmp6 =
      "Ip6InDiscards                   \t10\nIp6InMcastPkts                  \t20\nUdp6InDatagrams                 "
      "\t30\n"
      "Udp6RcvbufErrors                \t40\nUdp6IgnoredMulti                \t50\n";
  constexpr std::string_view kNetstat =
      "TcpExt: SyncookiesSent IPReversePathFilter\nTcpExt: 0 60\nIpExt: InNoRoutes InMcastPkts\nIpExt: 0 70\n";
  const HostCounters all = parse_host_counters(kSnmp, kSnmp6, kNetstat);
  EXPECT_EQ(all.multicast, 90u);
  EXPECT_EQ(all.delivered, 31u);
  EXPECT_EQ(all.no_room, 45u);
  EXPECT_EQ(all.nobody_listens, 58u);
  EXPECT_EQ(all.reverse_path, 60u);
  EXPECT_EQ(all.discarded, 10u);
}

TEST(HostCounters, AreZeroWhereTheSystemSaysNothing) {
  EXPECT_EQ(parse_host_counters("", "Udp6InDatagrams", "IpExt: InMcastPkts\n"), HostCounters{});
}

TEST(HostCounters, NeverGrowByLessThanNothing) {
  HostCounters before, now;
  before.multicast = 5;
  now.delivered = 7;
  EXPECT_EQ(growth(now, before).multicast, 0u);
  EXPECT_EQ(growth(now, before).delivered, 7u);
}

}  // namespace
}  // namespace joincast::net
